using DmaActors.Drivers.Tests.Manual;
using DmaActors.Drivers.Tests.Samples;

namespace DmaActors.Drivers.Tests.Isa;

/// <summary>The drivers of ISA devices, on every platform that has an ISA bus and in any order of messages.</summary>
public sealed class IsaSampleTests
{
    public static TheoryData<string> Platforms => ["x86", "noncoherent"];

    [Theory]
    [MemberData(nameof(Platforms))]
    public void By_third_party_DMA_all_data_are_right_through_copy_buffers_and_windows(string platform)
    {
        var report = Samples.Platforms.RunShipped("samples/third-party", platform);
        Assert.True(report.Ok, report.Tell());
        Assert.Equal(60, report.Requests);
        Assert.True(report.Callbacks is { CopyBufferBinds: > 0, WindowsMoved: > 0 });
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void By_first_party_DMA_all_data_are_right_through_copy_buffers_and_windows(string platform)
    {
        var report = Samples.Platforms.RunShipped("samples/first-party", platform);
        Assert.True(report.Ok, report.Tell());
        Assert.Equal(200, report.Requests);
        Assert.True(report.Callbacks is { CopyBufferBinds: > 0, WindowsMoved: > 0 });
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Two_disks_on_one_channel_wait_for_each_others_release(string platform)
    {
        var report = Samples.Platforms.RunShipped("samples/isa-shared-channel", platform);
        Assert.True(report.Ok, report.Tell());
        Assert.Equal(80, report.Requests);
        Assert.True(report.Callbacks is { Registered: > 0, Passes: > 0, RunOut: 0 } callbacks && callbacks.Done >= callbacks.Registered, $"{report.Callbacks}");
    }

    [Theory]
    [InlineData("x86", "single")]
    [InlineData("x86", "demand")]
    [InlineData("x86", "block")]
    [InlineData("noncoherent", "single")]
    [InlineData("noncoherent", "demand")]
    [InlineData("noncoherent", "block")]
    public void In_any_order_of_messages_and_however_long_a_channel_keeps_the_bus_all_data_are_right(string platform, string trans)
    {
        for (var seed = 1UL; seed <= 6; seed++)
        {
            var report = Samples.Platforms.Run(Machine(trans), platform, seed);
            Assert.True(report.Ok, $"seed {seed}: {report.Tell()}");
            Assert.Equal(60, report.Requests);
        }
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Suspended_with_requests_under_way_they_go_on_with_what_has_waited(string platform)
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var report = Samples.Platforms.Run(Machine("single", ", suspendAfter: 15"), platform, seed);
            Assert.True(report.Ok, $"seed {seed}: {report.Tell()}");
            Assert.Equal(60, report.Requests);
            Assert.True(report.SuspendRefusal is null == (report.Suspends == 1));
        }
    }

    [Theory]
    [InlineData("samples/third-party")]
    [InlineData("samples/first-party")]
    [InlineData("samples/isa-shared-channel")]
    public void Where_there_is_no_ISA_bus_the_scenario_is_refused(string name)
    {
        var error = Assert.Single(Samples.Platforms.ErrorsOf(name, "sparc"));
        Assert.Contains("the platform `sparc` has no ISA bus", error.Message, StringComparison.Ordinal);
        Assert.Contains("x86", error.Expected, StringComparison.Ordinal);
    }

    /// <summary>A disk for each kind of DMA, too little copy buffer for both, and any order of messages.</summary>
    private static string Machine(string trans, string workload = "") =>
        $$"""
        title: Test
        mode: untimed
        timers: { lastResort: [watchdog] }
        memory: { size: 64MiB, frames: scattered }
        nexus: { copyBufferPages: 6, copyBufferMax: 16KiB }
        devices:
          - name: floppy
            model: isa-floppy
            driver: third-party-block
            registers: 0xF0000000
            vector: 6
            dmaChannel: 2
            media: { size: 256KiB }
            driverSettings: { channel: 2, trans: {{trans}} }
          - name: scsi
            model: isa-master
            driver: first-party-block
            registers: 0xF0001000
            vector: 6
            dmaChannel: 5
            media: { size: 256KiB }
            driverSettings: { channel: 5 }
        workload: { requests: 30, depth: 3, sizes: [{ size: 4KiB }, { size: 24KiB }]{{workload}} }
        """;
}
