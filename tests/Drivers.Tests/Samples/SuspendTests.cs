using DmaActors.Drivers.Tests.Manual;

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

    /// <summary>The watchdog of the last request is settled by the handler that ended it, which may not have come that far; so suspend takes it back itself.</summary>
    [Fact]
    public void When_suspend_has_returned_no_watchdog_runs()
    {
        var trace = Path.GetTempFileName();
        try
        {
            var suspended = 0;
            for (var seed = 1UL; seed <= 60; seed++)
            {
                Platforms.Run(Yaml("sg-block", "sg-disk", 4, "").Replace("lastResort: [watchdog]", "lastResort: []", StringComparison.Ordinal), "x86", seed, trace);
                foreach (var disk in (string[])["disk0", "disk1"])
                {
                    var steps = File.ReadLines(trace).Where(line => line.Contains(disk, StringComparison.Ordinal)).ToList();
                    var begin = steps.FindIndex(line => line.Contains("-> user: EntryPointReturned", StringComparison.Ordinal) && line.Contains("EntryPoint = suspend, Result = 0", StringComparison.Ordinal));
                    if (begin < 0)
                        continue;
                    suspended++;
                    var end = steps.FindIndex(begin, line => line.Contains($"user -> {disk}: Resume", StringComparison.Ordinal));
                    Assert.DoesNotContain(steps[begin..end], line => line.Contains("watchdog", StringComparison.Ordinal) || line.Contains($"-> {disk}/timeout#", StringComparison.Ordinal));
                }
            }

            Assert.True(suspended > 0, "nobody was ever suspended");
        }
        finally
        {
            File.Delete(trace);
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
}
