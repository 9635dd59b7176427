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
              - { name: disk1, model: sg-disk, driver: one-binding, registers: 0xFE010000, vector: 10, media: { size: 1MiB } }
            workload: { requests: 40, depth: 3, suspendAfter: 20 }
            """,
            "x86");
        Assert.True(report.Ok, report.Tell());
        Assert.Equal(("suspend of disk1 returned FAILURE", 0, 80), (report.SuspendRefusal, report.Suspends, report.Requests));
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
