namespace DmaActors.Verifier.Tests.Callbacks;

public sealed class CallbackRuleTests
{
    [Fact]
    public void A_callback_that_registers_itself_again_and_returns_RUNOUT_is_found()
    {
        var report = Calling("registers-and-runs-out").Run();
        var finding = report.BreaksOnly("DMA050");
        Assert.Equal("disk0/callback#1", finding.Where);
        Assert.Equal("disk0/callback#1 was called for disk0/dma#4, was refused, which registered it again, and returned RUNOUT: it is owed one run more than before", finding.Text);
    }

    [Theory]
    [InlineData("registers")]
    [InlineData("runs-out")]
    [InlineData("registers-for-another-and-runs-out")]
    [InlineData("registers-another-and-runs-out")]
    [InlineData("registers-beside-another-and-runs-out")]
    [InlineData("binds-and-registers-and-runs-out")]
    [InlineData("completes-and-registers-and-runs-out")]
    public void A_callback_that_does_one_of_the_two_breaks_no_rule(string how) => Calling(how).Run().Passes();

    [Theory]
    [InlineData("too-big-and-runs-out", "TOOBIG")]
    [InlineData("no-mapping-and-runs-out", "NOMAPPING")]
    public void A_callback_that_returns_RUNOUT_for_what_never_can_be_mapped_is_found(string how, string status)
    {
        var finding = Calling(how).Run().BreaksOnly("DMA051");
        Assert.Equal("disk0/callback#1", finding.Where);
        Assert.Equal($"disk0/callback#1 could not bind disk0/dma#5 (allocated by disk0/detach#1), which was DDI_DMA_{status}, and returned RUNOUT", finding.Text);
    }

    [Theory]
    [InlineData("too-big")]
    [InlineData("no-mapping")]
    [InlineData("no-mapping-and-short-and-runs-out")]
    [InlineData("too-big-and-short-and-runs-out")]
    [InlineData("too-big-completed-and-runs-out")]
    public void A_callback_that_gives_that_up_breaks_no_rule(string how) => Calling(how).Run().Passes();

    [Fact]
    public void Detach_that_leaves_a_callback_is_found_and_so_is_the_callback()
    {
        var report = (Calling("registers") with { DriverSettings = "how: registers, waits: false", RuleOff = null }).Run();
        Assert.Equal(["DMA052", "DMA053"], report.Findings.Select(finding => finding.Rule.Id).Distinct());
        Assert.Equal("disk0 detached and left 1 DMA callback(s) registered or running", report.Findings[0].Text);
        Assert.Matches("^disk0/callback#[0-9]+ was called after disk0 was gone$", report.Findings[^1].Text);
    }

    [Fact]
    public void A_callback_that_detach_has_waited_for_is_neither() => (Calling("registers") with { RuleOff = null }).Run().Passes();

    /// <summary>What remains on the list afterwards is another rule's.</summary>
    private static Shape Calling(string how) =>
        new() { Driver = "calls-back", DriverSettings = $"how: {how}", Requests = 1, Memory = "16MiB", Nexus = "copyBufferPages: 16, bindings: 2", RuleOff = "DMA052, DMA053" };
}
