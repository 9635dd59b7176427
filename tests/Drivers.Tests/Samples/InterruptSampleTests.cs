using DmaActors.Drivers.Tests.Manual;
using DmaActors.Lab.Running;

namespace DmaActors.Drivers.Tests.Samples;

/// <summary>The network driver and the driver with a high-level handler, on every platform and in any order of messages.</summary>
public sealed class InterruptSampleTests
{
    private static readonly string[] EveryPlatform = ["x86", "sparc", "noncoherent"];

    [Theory]
    [InlineData("trigger: level")]
    [InlineData("trigger: edge")]
    [InlineData("trigger: message")]
    [InlineData("trigger: message, moreInterrupts: [{ vector: 12, trigger: edge }]")]
    public void Frames_come_back_by_every_kind_of_interrupt_in_any_order_of_messages(string interrupt)
    {
        foreach (var platform in EveryPlatform)
        {
            for (var seed = 1UL; seed <= 4; seed++)
            {
                var report = Platforms.Run(Network(interrupt, "transmitDescriptors: 2, receiveDescriptors: 16", frames: 12, depth: 6), platform, seed);
                Assert.True(report.Ok, $"{platform}, seed {seed}: {report.Tell()}");
                Assert.Equal(12, report.Requests + report.FramesMissed);
            }
        }
    }

    [Fact]
    public void Frames_for_which_there_is_no_descriptor_are_missed_and_counted()
    {
        var missed = 0L;
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var report = Platforms.Run(Network("trigger: message", "transmitDescriptors: 16, receiveDescriptors: 1", frames: 40, depth: 40, "settings: { fifoFrames: 1 }"), "x86", seed);
            Assert.True(report.Ok, report.Tell());
            Assert.Equal(40, report.Requests + report.FramesMissed);
            missed += report.FramesMissed;
        }

        Assert.True(missed > 0);
    }

    [Fact]
    public void A_block_driver_refuses_a_high_level_interrupt()
    {
        var report = Platforms.Run(
            """
            title: Test
            devices:
              - { name: disk0, model: sg-disk, driver: sg-block, registers: 0xFE000000, vector: 11, priority: 11, media: { size: 1MiB } }
            workload: { kind: none }
            """,
            "x86");
        Assert.Equal(Verdict.Failed, report.Verdict);
        Assert.Contains("attach of disk0 returned FAILURE", report.FirstFailure, StringComparison.Ordinal);
        Assert.Equal(0, report.FindingCount);
    }

    private static string Network(string interrupt, string driverSettings, int frames, int depth, string device = "settings: {}") =>
        $$"""
        title: Test
        mode: untimed
        devices:
          - { name: nic0, model: ring-nic, driver: ring-net, registers: 0xFE000000, vector: 11, {{interrupt}}, {{device}}, driverSettings: { {{driverSettings}} } }
        workload: { kind: frames, requests: {{frames}}, depth: {{depth}} }
        """;
}
