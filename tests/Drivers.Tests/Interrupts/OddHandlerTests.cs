using DmaActors.Drivers.Tests.Manual;
using DmaActors.Drivers.Tests.Samples;

namespace DmaActors.Drivers.Tests.Interrupts;

/// <summary>What a handler that does the wrong thing, or the right thing at the wrong time, does to its requests and to those of others on its line.</summary>
public sealed class OddHandlerTests
{
    private const string Neighbour = "  - { name: disk1, model: sg-disk, driver: sg-block, registers: 0xFE010000, vector: 11, media: { size: 1MiB }, settings: { service: 20ms }, trigger: ";

    [Theory]
    [InlineData("level")]
    [InlineData("edge")]
    [InlineData("message")]
    public void Who_claims_what_is_not_its_own_starves_the_other_device_of_the_line(string trigger)
    {
        var report = Run("claims-all", trigger, Neighbour + trigger + " }", service: "20ms");
        Assert.True(report.BreaksOnly("DMA040"), report.Tell());
        Assert.Contains("ETIMEDOUT", report.FirstFailure, StringComparison.Ordinal);
        Assert.Equal(report.RequestsPlanned, report.Requests);
    }

    [Theory]
    [InlineData("level")]
    [InlineData("edge")]
    [InlineData("message")]
    public void Alone_on_its_line_it_does_no_harm(string trigger)
    {
        var report = Run("claims-all", trigger);
        Assert.True(report.Ok, report.Tell());
    }

    [Fact]
    public void An_unclaimed_interrupt_of_a_level_line_comes_again()
    {
        var report = Run("deaf-once", "level");
        Assert.True(report.Ok, report.Tell());
    }

    [Theory]
    [InlineData("edge")]
    [InlineData("message")]
    public void An_unclaimed_edge_or_message_is_lost_and_its_request_left_to_the_watchdog(string trigger)
    {
        var report = Run("deaf-once", trigger);
        Assert.Equal((1, 0, 20), (report.Failed, report.FindingCount, report.Requests));
        Assert.Contains("request 1 ", report.FirstFailure, StringComparison.Ordinal);
        Assert.Contains("ETIMEDOUT", report.FirstFailure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_level_that_rose_while_the_interrupt_was_disabled_is_seen_when_it_is_enabled()
    {
        var report = Run("disables", "level");
        Assert.True(report.Ok, report.Tell());
    }

    [Theory]
    [InlineData("edge")]
    [InlineData("message")]
    public void An_edge_or_message_while_the_interrupt_is_disabled_is_lost(string trigger)
    {
        var report = Run("disables", trigger);
        Assert.True(report.Panic is null, report.Tell());
        Assert.Equal((20, 20), (report.Failed, report.Requests));
        Assert.Contains("ETIMEDOUT", report.FirstFailure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_soft_interrupt_that_is_pending_is_triggered_in_vain_and_called_once()
    {
        var report = Run("triggers-twice", "level");
        Assert.True(report.Ok, report.Tell());
    }

    private static RunReport Run(string driver, string trigger, string neighbour = "", string service = "20us") => Platforms.Run(
        $$"""
        title: Test
        devices:
          - { name: disk0, model: sg-disk, driver: {{driver}}, registers: 0xFE000000, vector: 11, trigger: {{trigger}}, media: { size: 1MiB }, settings: { service: {{service}} } }
        {{neighbour}}
        workload: { requests: 20, depth: 1 }
        """,
        "x86");
}
