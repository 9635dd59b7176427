namespace DmaActors.Verifier.Tests.Contexts;

public sealed class AboveLockLevelRuleTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void A_high_level_handler_that_unbinds_and_completes_is_found(int priority)
    {
        var report = Plain(priority).Run();

        report.BreaksOnly("DMA022");
        var finding = report.Findings.First(finding => finding.Where == "disk0/interrupt#1");
        Assert.Equal($"disk0/interrupt#1, a high-level handler, called ddi_dma_unbind_handle at level {priority}, above the lock level 10", finding.Text);
        Assert.Contains(report.Findings, other => other.Text.Contains("called biodone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_thread_that_holds_the_mutex_of_such_a_handler_and_binds_is_found() =>
        Assert.Contains(
            Plain(12).Run().Findings,
            finding => finding.Text == "disk0/strategy#1, which holds a mutex of a high-level handler, called ddi_dma_buf_bind_handle at level 12, above the lock level 10");

    [Fact]
    public void A_handler_at_the_lock_level_may() => Plain(10).Run().Passes();

    [Fact]
    public void A_high_level_handler_that_leaves_the_rest_to_a_soft_interrupt_may() => (Plain(12) with { Driver = "high-level-block" }).Run().Passes();

    private static Shape Plain(int priority) => new() { Driver = "plain", Requests = 2, DeviceKeys = [$"priority: {priority}"] };
}
