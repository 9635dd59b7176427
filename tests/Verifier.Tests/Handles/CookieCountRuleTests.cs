namespace DmaActors.Verifier.Tests.Handles;

public sealed class CookieCountRuleTests
{
    [Fact]
    public void Asking_for_one_cookie_too_many_is_found()
    {
        var finding = new Shape { Driver = "one-cookie-too-many", Requests = 1, Sizes = ["16KiB"] }.Run().BreaksOnly("DMA003");
        Assert.Equal("disk0/strategy#1", finding.Where);
        Assert.Matches(@"^disk0/strategy#1 called ddi_dma_nextcookie with disk0/dma#1 \(allocated by disk0/attach#1\) after the last of [45] cookie\(s\) of its window$", finding.Text);
    }

    [Fact]
    public void Taking_all_cookies_and_no_more_is_right() => new Shape { Driver = "plain", Requests = 20, Sizes = ["4KiB", "16KiB", "64KiB"] }.Run().Passes();

    [Fact]
    public void Only_so_many_findings_of_a_rule_are_kept_and_all_are_counted()
    {
        var report = new Shape { Driver = "one-cookie-too-many", Requests = 30 }.Run();
        Assert.Equal(30, report.FindingCount);
        Assert.Equal(20, report.Findings.Count);
    }
}

/// <summary>Calls ddi_dma_nextcookie N times.</summary>
[Driver("one-cookie-too-many", "DMA003")]
public sealed class OneCookieTooMany(DevInfo dip) : PlainDriver(dip)
{
    protected override int Cookies(int count) => count + 1;
}
