using DmaActors.Drivers.Tests.Manual;
using DmaActors.Lab.Running;

namespace DmaActors.Drivers.Tests.Samples;

/// <summary>The network driver, on every platform, by every kind of interrupt and in any order of messages; and who refuses a high-level interrupt.</summary>
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
        foreach (var coalescing in (string[])["", ", coalesceFrames: 3, coalesceTime: 50us"])
            FramesComeBack(interrupt, coalescing);
    }

    private static void FramesComeBack(string interrupt, string coalescing)
    {
        foreach (var platform in EveryPlatform)
        {
            for (var seed = 1UL; seed <= 4; seed++)
            {
                var report = Platforms.Run(Network(interrupt, $"transmitDescriptors: 2, receiveDescriptors: 16{coalescing}", frames: 12, depth: 6), platform, seed);
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
            Assert.Equal(0, report.Unaccounted);
            missed += report.FramesMissed;
        }

        Assert.True(missed > 0);
    }

    [Fact]
    public void Coalesced_interrupts_are_fewer_and_frames_wait_for_them()
    {
        var (each, eachLatency) = InterruptsOf("");
        var (coalesced, coalescedLatency) = InterruptsOf(", coalesceFrames: 8, coalesceTime: 100us");
        Assert.True(coalesced * 3 < each, $"{coalesced} interrupts, and {each} with one for each frame");
        Assert.True(coalescedLatency > eachLatency, $"half of the frames took up to {coalescedLatency} ns, and {eachLatency} ns with an interrupt for each");

        static (int Interrupts, long Latency) InterruptsOf(string coalescing)
        {
            var trace = Path.GetTempFileName();
            try
            {
                var yaml = Network("trigger: message", $"transmitDescriptors: 16, receiveDescriptors: 16{coalescing}", frames: 200, depth: 8).Replace("untimed", "timed", StringComparison.Ordinal);
                var report = Platforms.Run(yaml, "x86", trace: trace);
                Assert.True(report.Ok, report.Tell());
                return (File.ReadLines(trace).Count(line => line.Contains("-> nic0: Interrupt ", StringComparison.Ordinal)), report.Latency.P50);
            }
            finally
            {
                File.Delete(trace);
            }
        }
    }

    [Theory]
    [InlineData("trigger: level", "x86")]
    [InlineData("trigger: message, moreInterrupts: [{ vector: 12, trigger: message }]", "sparc")]
    [InlineData("trigger: edge", "noncoherent")]
    public void Suspended_with_frames_under_way_they_are_lost_and_all_later_ones_come_back(string interrupt, string platform)
    {
        var lost = 0L;
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var yaml = Network(interrupt, "transmitDescriptors: 2, receiveDescriptors: 4, coalesceFrames: 2, coalesceTime: 30us", frames: 40, depth: 8, workload: ", suspendAfter: 12");
            var report = Platforms.Run(yaml, platform, seed);
            Assert.True(report.Ok, report.Tell());
            Assert.Equal((1, 40), (report.Suspends, report.Requests + report.FramesMissed + report.FramesLost));
            lost += report.FramesLost;
        }

        Assert.True(lost > 0, "nothing was under way");
    }

    [Fact]
    public void The_latency_of_a_frame_is_at_least_its_time_on_the_wire()
    {
        var report = Platforms.RunShipped("samples/network");
        Assert.True(report.Latency.P50 > 12_000 && report.Latency.Max < 10_000_000, $"{report.Latency}");
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

    private static string Network(string interrupt, string driverSettings, int frames, int depth, string device = "settings: {}", string workload = "") =>
        $$"""
        title: Test
        mode: untimed
        devices:
          - { name: nic0, model: ring-nic, driver: ring-net, registers: 0xFE000000, vector: 11, {{interrupt}}, {{device}}, driverSettings: { {{driverSettings}} } }
        workload: { kind: frames, requests: {{frames}}, depth: {{depth}}{{workload}} }
        """;
}
