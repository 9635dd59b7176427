using DmaActors.Drivers.Tests.Manual;
using DmaActors.Simulation;

namespace DmaActors.Drivers.Tests.Samples;

/// <summary>DDI_SUSPEND while the block drivers are busy, and what becomes of their requests.</summary>
public sealed class SuspendTests
{
    [Theory]
    [InlineData("x86")]
    [InlineData("sparc")]
    [InlineData("noncoherent")]
    public void The_sample_is_suspended_once_and_its_data_are_right(string platform)
    {
        var report = Platforms.RunShipped("samples/suspend", platform);
        Assert.True(report.Ok, report.Tell());
        Assert.Equal(1, report.Suspends);
        Assert.Null(report.SuspendRefusal);
        Assert.Equal(report.RequestsPlanned, report.Requests);
        Assert.True(report.Latency.Max > 20_000_000, "no request waited while the power was off");
    }

    [Theory]
    [InlineData("sg-block", "sg-disk", 4)]
    [InlineData("one-cookie-block", "reg-disk", 4)]
    [InlineData("high-level-block", "sg-disk", 12)]
    [InlineData("one-binding", "sg-disk", 4)]
    public void In_any_order_of_messages_every_request_is_answered_once_and_right(string driver, string model, int priority)
    {
        for (var seed = 1UL; seed <= 25; seed++)
        {
            var report = Platforms.Run(Yaml(driver, model, priority, ""), "x86", seed);
            Assert.True(report.Ok, report.Tell());
            Assert.Equal((80, 1), (report.Requests, report.Suspends));
        }
    }

    [Fact]
    public void A_driver_whose_callback_is_outstanding_refuses_and_the_run_goes_on()
    {
        var (refused, suspended) = (0L, 0L);
        for (var seed = 1UL; seed <= 25; seed++)
        {
            var report = Platforms.Run(Yaml("sg-block", "sg-disk", 4, "nexus: { copyBufferPages: 16, bindings: 1 }"), "x86", seed);
            Assert.True(report.Ok, report.Tell());
            Assert.Equal(80, report.Requests);
            Assert.True(report.SuspendRefusal is null == (report.Suspends == 1));
            refused += report.SuspendRefusal is null ? 0 : 1;
            suspended += report.Suspends;
        }

        Assert.True(refused > 0 && suspended > 0, $"{refused} times refused, {suspended} times suspended");
    }

    [Fact]
    public void Where_one_driver_has_no_DDI_SUSPEND_nobody_is_suspended_and_the_report_says_so()
    {
        var report = Platforms.Run(
            """
            title: Test
            devices:
              - { name: disk0, model: sg-disk, driver: sg-block, registers: 0xFE000000, vector: 11, media: { size: 1MiB } }
              - { name: disk1, model: sg-disk, driver: manual-9-1-corrected, registers: 0xFE010000, vector: 10, media: { size: 1MiB } }
            workload: { requests: 40, depth: 3, suspendAfter: 20 }
            """,
            "x86");
        Assert.True(report.Ok, report.Tell());
        Assert.Equal(("suspend of disk1 returned FAILURE", 0, 80), (report.SuspendRefusal, report.Suspends, report.Requests));
    }

    /// <summary>A queue that never runs dry would keep a driver active to the end of the workload.</summary>
    [Fact]
    public void What_is_in_the_queue_waits_until_the_power_is_back()
    {
        var report = Platforms.Run(
            """
            title: Test
            devices:
              - { name: disk0, model: sg-disk, driver: sg-block, registers: 0xFE000000, vector: 11, media: { size: 1MiB } }
            workload: { requests: 40, depth: 3, suspendAfter: 20, powerOff: 20ms }
            """,
            "x86");
        Assert.True(report.Ok, report.Tell());
        Assert.True(report.Latency.Max > 20_000_000, $"the longest request took {report.Latency.Max} ns, and the power was off for 20 ms");
        Assert.True(report.Latency.P90 < 20_000_000, "more than the queue had to wait");
    }

    /// <summary>A watchdog that has gone off may still wait for the mutex, and with it the handler that ended its request; so suspend waits for it itself.</summary>
    [Fact]
    public void When_suspend_has_returned_the_watchdog_of_the_last_request_has_run()
    {
        var log = Path.GetTempFileName();
        try
        {
            File.WriteAllText(log, "fio version 2 iolog\ndisk0 add\ndisk1 add\ndisk0 open\ndisk1 open\ndisk0 write 0 4096\ndisk1 write 0 4096\ndisk0 close\ndisk1 close\n");
            var yaml = $$"""
                title: One request ends, and the system suspends while the other is under way
                mode: untimed
                devices:
                  - { name: disk, count: 2, model: sg-disk, driver: sg-block, registers: 0xFE000000, vector: 11, media: { size: 256KiB } }
                workload: { kind: iolog, iolog: {{log}}, depth: 2, suspendAfter: 1 }
                """;
            var suspended = 0;
            for (var seed = 1UL; seed <= 200; seed++)
            {
                var steps = new TimeoutsWhileSuspended(seed);
                Platforms.Run(yaml, "x86", steps, steps);
                suspended += steps.Suspended;
                Assert.Equal([], steps.Seen);
            }

            Assert.True(suspended > 200, $"{suspended} times somebody was suspended");
        }
        finally
        {
            File.Delete(log);
        }
    }

    [Theory]
    [InlineData("block")]
    [InlineData("character")]
    public void Requests_of_either_interface_wait(string through)
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var report = Platforms.Run(Yaml("sg-character", "sg-disk", 4, "").Replace("depth: 3", $"depth: 3, through: {through}", StringComparison.Ordinal), "x86", seed);
            Assert.True(report.Ok, report.Tell());
            Assert.Equal((80, 1), (report.Requests, report.Suspends));
        }
    }

    private static string Yaml(string driver, string model, int priority, string special) =>
        $$"""
        title: Test
        mode: untimed
        timers: { lastResort: [watchdog] }
        {{special}}
        devices:
          - { name: disk, count: 2, model: {{model}}, driver: {{driver}}, registers: 0xFE000000, vector: 11, trigger: level, priority: {{priority}}, media: { size: 256KiB } }
        workload: { requests: 40, depth: 3, suspendAfter: 20, sizes: [{ size: 4KiB }, { size: 24KiB }] }
        """;

    /// <summary>Any step may be next, but for those of handlers of timeouts: they come when nothing else can happen, or somebody is suspended. Sees which come then.</summary>
    private sealed class TimeoutsWhileSuspended(ulong seed) : IStrategy, IStepRecorder
    {
        private static readonly ChoicePoint Next = new("next");

        private readonly RandomStrategy random = new(seed);
        private readonly HashSet<string> asleep = [];

        public string Description => "handlers of timeouts while somebody is suspended";

        public int Suspended { get; private set; }

        public List<string> Seen { get; } = [];

        public void Begin() => random.Begin();

        public int NextStep(ReadOnlySpan<StepId> enabled)
        {
            var (timeouts, others) = (new List<int>(), new List<int>());
            for (var i = 0; i < enabled.Length; i++)
                (IsOfTimeout(enabled[i]) ? timeouts : others).Add(i);
            var among = timeouts.Count > 0 && (asleep.Count > 0 || others.Count == 0) ? timeouts : others;
            return among[random.NextValue(Next, among.Count, 0)];
        }

        public int NextValue(ChoicePoint point, int options, int defaultOption) => random.NextValue(point, options, defaultOption);

        public void OnStep(long step, VirtualTime time, StepId id)
        {
            var text = id.ToString();
            if (text.Contains("EntryPoint = suspend, Result = 0", StringComparison.Ordinal) && asleep.Add(InstanceOf(id.Sender)))
                Suspended++;
            else if (text.Contains(": Resume", StringComparison.Ordinal))
                asleep.Remove(id.Receiver);
            else if ((IsOfTimeout(id) || id.Sender.EndsWith("!watchdog", StringComparison.Ordinal)) && asleep.Contains(InstanceOf(id.Receiver)))
                Seen.Add($"step {step}: {text}");
        }
    }

    private static string InstanceOf(string context) => context.Split('/')[0];

    private static bool IsOfTimeout(StepId step) => step.Receiver.Contains("/timeout#", StringComparison.Ordinal);
}
