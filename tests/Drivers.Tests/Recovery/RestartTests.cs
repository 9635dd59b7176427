using DmaActors.Drivers.Tests.Manual;
using DmaActors.Drivers.Tests.Samples;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Drivers.Tests.Recovery;

/// <summary>A driver that throws is stopped or restarted as its scenario says, and the machine goes on.</summary>
public sealed class RestartTests
{
    [Theory]
    [InlineData("x86")]
    [InlineData("sparc")]
    [InlineData("noncoherent")]
    public void The_sample_survives_four_panics_and_what_was_not_lost_is_right(string platform)
    {
        var report = Platforms.RunShipped("samples/restart", platform);
        Assert.Equal((Verdict.Panic, report.RequestsPlanned), (report.Verdict, report.Requests));
        Assert.Equal(["disk0", "disk0@2", "disk0@3", "disk0@4"], report.Stopped.Select(stopped => stopped.Instance));
        Assert.Equal([true, true, true, false], report.Stopped.Select(stopped => stopped.IsRestarted));
        AssertWhole(report);
        Assert.InRange(report.Failed, 4, 40);
        Assert.All(report.Stopped, stopped => Assert.Contains(stopped.Held, held => held.EndsWith("/attach#1), bound", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_the_key_the_panic_ends_the_run()
    {
        var report = Run(In("strategy-of-idle", "end"), 1);
        Assert.Equal(Verdict.Panic, report.Verdict);
        Assert.Empty(report.Stopped);
        Assert.True(report.Requests < report.RequestsPlanned);
    }

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var place in new[] { "strategy-of-idle", "interrupt", "callback", "timeout", "attach", "open", "close", "detach" })
            {
                cases.Add(place, "stop");
                cases.Add(place, "restart");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Wherever_it_throws_in_any_order_of_messages_every_request_is_answered_and_everything_is_back(string place, string onPanic)
    {
        var contexts = new HashSet<string>();
        for (var seed = 1UL; seed <= 25; seed++)
        {
            var report = Run(In(place, onPanic), seed);
            Assert.Equal((Verdict.Panic, report.RequestsPlanned), (report.Verdict, report.Requests));
            AssertWhole(report);
            var stopped = Assert.Single(report.Stopped);
            Assert.Equal(("bad", onPanic == "restart"), (stopped.Instance, stopped.IsRestarted));
            contexts.Add(stopped.Panic.Split('/', '#')[1]);
        }

        Assert.Contains(place.Split('-')[0], contexts);
    }

    [Theory]
    [InlineData("stop", 40)]
    [InlineData("restart", 0)]
    public void What_fails_is_what_the_stopped_instance_was_given_and_if_nobody_follows_it_all_that_comes_later(string onPanic, int least)
    {
        var report = Run(In("strategy-of-idle", onPanic), 3);
        Assert.InRange(report.Failed, least == 0 ? 1 : least - 10, least == 0 ? 3 : least);
        Assert.Contains("EIO", report.FirstFailure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_driver_that_throws_in_every_attach_is_given_up_after_its_restarts()
    {
        var report = Run(In("attach", "restart, restarts: 2", always: true), 1);
        AssertWhole(report);
        Assert.Equal(["bad", "bad@2", "bad@3"], report.Stopped.Select(stopped => stopped.Instance));
        Assert.InRange(report.Failed, 25, 55); // About half of all: which disk a request is for is drawn.
    }

    [Theory]
    [InlineData("third-party-block", "isa-floppy", "dmaChannel: 2")]
    [InlineData("first-party-block", "isa-master", "dmaChannel: 5")]
    public void The_DMA_channel_of_a_stopped_instance_is_stopped_and_free(string driver, string model, string slot)
    {
        for (var seed = 1UL; seed <= 25; seed++)
        {
            var report = Run(
                $$"""
                title: Test
                mode: untimed
                timers: { lastResort: [watchdog] }
                devices:
                  - { name: bad, model: {{model}}, driver: throwing-{{driver}}, registers: 0xFE000000, vector: 11, {{slot}}, onPanic: restart, media: { size: 256KiB } }
                workload: { requests: 20, depth: 3, sizes: [{ size: 4KiB }, { size: 24KiB }] }
                """,
                seed);
            Assert.Equal((Verdict.Panic, report.RequestsPlanned), (report.Verdict, report.Requests));
            AssertWhole(report);
            Assert.Single(report.Stopped);
        }
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("restart")]
    public void Frames_that_were_with_a_stopped_instance_are_lost_and_no_others(string onPanic)
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var report = Run(
                $$"""
                title: Test
                mode: untimed
                devices:
                  - { name: bad, model: ring-nic, driver: throwing-net, registers: 0xFE000000, vector: 11, trigger: message, onPanic: {{onPanic}} }
                  - { name: good, model: ring-nic, driver: ring-net, registers: 0xFE010000, vector: 12, trigger: message }
                workload: { kind: frames, requests: 40, depth: 6 }
                """,
                seed);
            Assert.Equal(Verdict.Panic, report.Verdict);
            Assert.Empty(report.Blocked);
            Assert.Empty(report.Findings);
            Assert.Equal(0UL, report.FramesLeft);
            Assert.True(report.RequestsPlanned == report.Requests + report.Failed + report.FramesMissed, $"{report.Failed} failed, {report.FramesMissed} missed; {report.Tell()}");
            Assert.InRange(report.Failed, 1, onPanic == "stop" ? 40 : 6);
        }
    }

    [Fact]
    public void A_character_driver_leaves_no_page_locked()
    {
        var report = Run(
            """
            title: Test
            memory: { lockablePages: 32 }
            devices:
              - { name: bad, model: sg-disk, driver: throwing-block, registers: 0xFE000000, vector: 11, onPanic: restart, media: { size: 1MiB } }
            workload: { through: character, requests: 40, depth: 3, sizes: [{ size: 16KiB }] }
            """,
            1);
        AssertWhole(report);
        Assert.Equal(40, report.Requests);
        Assert.InRange(report.Failed, 1, 3);
    }

    [Fact]
    public void What_a_stopped_instance_had_locked_for_good_can_be_locked_again()
    {
        var report = Run(
            """
            title: Test
            memory: { lockablePages: 9 } # three that are kept, one more, and five of a physio; there is none to spare
            devices:
              - { name: bad, model: sg-disk, driver: throwing-locker, registers: 0xFE000000, vector: 11, onPanic: restart, restarts: 3, media: { size: 1MiB } }
            workload: { through: character, requests: 12, depth: 1, sizes: [{ size: 16KiB }] }
            """,
            1);
        AssertWhole(report);
        Assert.Equal((12, 3, 3), (report.Requests, report.Failed, report.Stopped.Count));
        Assert.Contains("EIO", report.FirstFailure, StringComparison.Ordinal);
        Assert.All(report.Stopped, stopped => Assert.Contains("4 user buffer(s) locked (ddi_umem_unlock)", stopped.Held));
    }

    [Theory]
    [InlineData("interrupt", "interrupt", "stop")]
    [InlineData("interrupt", "interrupt", "restart")]
    [InlineData("softint", "softint", "stop")]
    [InlineData("softint", "softint", "restart")]
    [InlineData("transfer", "softint", "stop")]
    [InlineData("transfer", "softint", "restart")]
    public void A_handler_above_the_lock_level_or_its_soft_interrupt_may_throw_and_the_others_of_its_level_are_called(string place, string context, string onPanic)
    {
        var contexts = new HashSet<string>();
        for (var seed = 1UL; seed <= 25; seed++)
        {
            // With time the instance is stopped before the soft interrupt that it has triggered begins.
            var report = Run(
                $$"""
                title: Test
                {{(seed > 20 ? "mode: timed" : "mode: untimed\ntimers: { lastResort: [watchdog] }")}}
                devices:
                  - { name: bad, model: sg-disk, driver: throwing-high-level, registers: 0xFE000000, vector: 11, priority: 12, onPanic: {{onPanic}}, media: { size: 256KiB }, driverSettings: { in: {{place}} } }
                  - { name: good, model: sg-disk, driver: high-level-block, registers: 0xFE010000, vector: 11, priority: 12, media: { size: 256KiB } }
                workload: { requests: 40, depth: 4, sizes: [{ size: 4KiB }, { size: 24KiB }] }
                """,
                seed);
            Assert.Equal((Verdict.Panic, report.RequestsPlanned), (report.Verdict, report.Requests));
            AssertWhole(report);
            var stopped = Assert.Single(report.Stopped);
            Assert.Equal(("bad", onPanic == "restart"), (stopped.Instance, stopped.IsRestarted));
            contexts.Add(stopped.Panic.Split('/', '#')[1]);
        }

        Assert.Contains(context, contexts);
    }

    /// <summary>It came to its end, the other instance was not hurt, every byte is accounted for, and every page frame is back.</summary>
    private static void AssertWhole(RunReport report)
    {
        Assert.Empty(report.Blocked);
        Assert.True(report.FindingCount == 0, report.Tell());
        Assert.Null(report.Difference);
        Assert.NotEmpty(report.Images);
        Assert.All(report.Images, image => Assert.Equal(image.Expected, image.Found));
        Assert.Equal(0UL, report.FramesLeft);
    }

    /// <summary>A driver that throws in the context named, and one beside it on the same vector that does not.</summary>
    private static string In(string place, string onPanic, bool always = false)
    {
        var (nexus, where, depth) = place switch
        {
            "strategy-of-idle" => ("", "transfer", 1),
            "interrupt" => ("", "transfer", 4),
            "timeout" => ("nexus: { copyBufferPages: 64, bindings: 1 }", place, 4),
            "callback" => ("nexus: { copyBufferPages: 64, bindings: 1 }", "transfer", 4),
            _ => ("", place, 2),
        };
        return $$"""
            title: Test
            mode: untimed
            timers: { lastResort: [watchdog] }
            {{nexus}}
            devices:
              - { name: bad, model: sg-disk, driver: throwing-block, registers: 0xFE000000, vector: 11, onPanic: {{onPanic}}, media: { size: 256KiB }, driverSettings: { in: {{where}}, always: {{(always ? "true" : "false")}} } }
              - { name: good, model: sg-disk, driver: sg-block, registers: 0xFE010000, vector: 11, media: { size: 256KiB } }
            workload: { requests: 40, depth: {{depth}}, sizes: [{ size: 4KiB }, { size: 24KiB }] }
            """;
    }

    private static RunReport Run(string yaml, ulong seed) => ThrowingDrivers.Run(yaml, seed);
}
