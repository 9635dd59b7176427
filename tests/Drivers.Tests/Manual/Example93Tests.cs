namespace DmaActors.Drivers.Tests.Manual;

/// <summary>
/// Example 9-3 binds what the device reads with DDI_DMA_READ. Where the device reaches the memory nobody notices; the last page below the limit of its address lines is one that
/// the system takes for out of reach, and there it fails every time.
/// </summary>
public sealed class Example93Tests
{
    private static readonly Rig Here = new()
    {
        Driver = "manual-9-3",
        Model = "iopb-disk",
        Device = "",
        Disks = 1,
        Depth = 4,
        Nexus = "",
        Memory = "size: 16MiB, frames: descending",
        DriverSettings = "addressBits: 24",
        Requests = ["write 0 4096", "write 8192 16384", "read 0 4096", "read 8192 16384"],
    };

    [Fact]
    public void As_published_its_commands_never_leave_a_copy_buffer()
    {
        foreach (var report in Here.Run(20))
            Assert.True(report is { Verdict: Verdict.Failed, Failed: 4, FindingCount: 0 }, report.Tell());
    }

    [Theory]
    [InlineData("size: 16MiB, frames: contiguous", "addressBits: 24")]
    [InlineData("size: 16MiB, frames: descending", "addressBits: 32")]
    [InlineData("size: 64MiB, frames: scattered", "addressBits: 24")]
    public void As_published_it_works_where_the_device_reaches_the_blocks_itself(string memory, string settings)
    {
        foreach (var report in (Here with { Memory = memory, DriverSettings = settings }).Run(20))
            Assert.True(report.Verdict == Verdict.Passed, report.Tell());
    }

    [Theory]
    [InlineData("size: 16MiB, frames: contiguous")]
    [InlineData("size: 16MiB, frames: descending")]
    [InlineData("size: 64MiB, frames: scattered")]
    public void As_corrected_it_works_everywhere(string memory)
    {
        foreach (var report in (Here with { Memory = memory, Disks = 2 }).On("manual-9-3-corrected").Run(20))
            Assert.True(report is { Verdict: Verdict.Passed, BytesMoved: > 0 }, report.Tell());
    }

    [Theory]
    [InlineData("manual-9-3")]
    [InlineData("manual-9-3-corrected")]
    public void The_second_of_two_sleeps_for_ever_where_there_is_an_access_handle_for_one(string driver)
    {
        var report = (Here with { Disks = 2, Nexus = "accessHandles: 1" }).On(driver).Run();
        Assert.True(report.Verdict == Verdict.Deadlock && report.Blocked.Any(line => line.Contains("waits for DMA resources in the nexus", StringComparison.Ordinal)), report.Tell());
    }
}
