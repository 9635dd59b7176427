namespace DmaActors.Verifier.Tests.Hardware;

public sealed class UnansweredAccessRuleTests
{
    [Fact]
    public void DMA_beyond_memory_is_found_once_a_device()
    {
        var report = new Shape { Driver = "adds-to-address", Requests = 8, Sizes = ["16KiB"] }.Run();
        var finding = report.BreaksOnly("DMA041");
        Assert.Equal(1, report.FindingCount);
        Assert.Equal("disk0.engine", finding.Where);
        Assert.Matches("^disk0.engine (read|wrote) [0-9]+ bytes at address 0x[89A-F][0-9A-F]{5}, where no memory answers$", finding.Text);
    }

    [Fact]
    public void Both_of_two_devices_are_named() =>
        Assert.Equal(
            ["disk0.engine", "disk1.engine"],
            new Shape { Driver = "adds-to-address", Disks = 2, Requests = 8 }.Run().Findings.Select(finding => finding.Where).Order(StringComparer.Ordinal));

    [Fact]
    public void The_last_byte_of_memory_is_memory() => new Shape { Driver = "plain", Requests = 200, Depth = 16, Sizes = ["64KiB"], Memory = "2MiB" }.Run().Passes();
}

/// <summary>Tells the device addresses in the upper half of what it reaches, where this machine has no memory.</summary>
[Driver("adds-to-address", "DMA041")]
public sealed class AddsToAddress(DevInfo dip) : PlainDriver(dip)
{
    protected override uint AddressOf(DmaCookie cookie) => cookie.Address | 0x80_0000;
}
