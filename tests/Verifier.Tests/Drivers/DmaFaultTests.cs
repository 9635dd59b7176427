namespace DmaActors.Verifier.Tests.Drivers;

/// <summary>A disk one of whose address lines is stuck at one: it reaches for the upper half of what it can address, where there is no memory, and says that all is well.</summary>
public sealed class DmaFaultTests
{
    private static readonly Shape Stuck = new()
    {
        Driver = "sg-block",
        Model = "odd-disk",
        DeviceSettings = $"stuckLines: {0x80_0000}",
        RuleOff = "DMA041",
        Requests = 16,
    };

    [Fact]
    public void Who_does_not_check_the_handle_takes_old_bytes_for_data()
    {
        var report = Stuck.Run().BreaksNothing();
        Assert.Equal(Verdict.Failed, report.Verdict);
        Assert.Equal(0, report.Failed);
        Assert.NotNull(report.Difference);
    }

    [Fact]
    public void Who_checks_the_handle_fails_every_request_with_EIO()
    {
        var report = (Stuck with { DriverSettings = "flagErr: true" }).Run().BreaksNothing();
        Assert.Equal(Stuck.Requests, report.Failed);
        Assert.EndsWith("ended with EIO, 4096 bytes left", report.FirstFailure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_reaches_memory_passes_the_check() =>
        (Stuck with { DriverSettings = "flagErr: true", DeviceSettings = null }).Run().Passes();
}
