using DmaActors.Report.Tests.Browsing;
using Microsoft.Playwright;

namespace DmaActors.Report.Tests;

/// <summary>What a reader of the report sees and can do, in a browser.</summary>
public sealed class ReportTests(Reports reports) : IClassFixture<Reports>
{
    private const int LargestReport = 300 * 1024;

    [BrowserFact]
    public async Task It_opens_without_an_error_and_without_the_network()
    {
        foreach (var file in new[] { reports.Broken, reports.Fine, reports.Replayed, reports.Explained })
        {
            await using var opened = await OpenPage.Of(file);

            Assert.Empty(opened.Complaints);
            Assert.Empty(opened.Requests);
            Assert.True(new FileInfo(file).Length < LargestReport, $"{new FileInfo(file).Length} bytes");
        }
    }

    [BrowserFact]
    public async Task The_slider_changes_what_is_shown()
    {
        await using var opened = await OpenPage.Of(reports.Broken);
        var slider = opened.Page.Locator("input[type=range]").First;
        var words = opened.Page.Locator(".bar output").First;

        await slider.FillAsync("0");
        var first = await words.TextContentAsync();
        var before = await opened.Page.Locator(".state table").First.TextContentAsync();
        await slider.FillAsync(await slider.GetAttributeAsync("max") ?? "");

        Assert.Contains("before the first step", first, StringComparison.Ordinal);
        Assert.DoesNotContain("before the first step", await words.TextContentAsync(), StringComparison.Ordinal);
        Assert.NotEqual(before, await opened.Page.Locator(".state table").First.TextContentAsync());
    }

    [BrowserFact]
    public async Task Arrow_keys_go_through_the_run_and_changes_are_marked()
    {
        await using var opened = await OpenPage.Of(reports.Broken);
        await opened.Page.Keyboard.PressAsync("Home");
        var changed = 0;
        for (var step = 1; step <= 20; step++)
        {
            await opened.Page.Keyboard.PressAsync("ArrowRight");
            changed += await opened.Page.Locator("tr.changed").CountAsync();
            Assert.StartsWith($"step {step},", await opened.Page.Locator(".bar output").First.TextContentAsync(), StringComparison.Ordinal);
        }

        Assert.True(changed > 0);
    }

    [BrowserFact]
    public async Task Every_racing_pair_and_the_violation_are_marked()
    {
        await using var opened = await OpenPage.Of(reports.Broken);

        var races = await opened.Page.Locator("dt:text-is('race')").CountAsync();

        Assert.True(races > 0);
        Assert.Equal(2 * races, await opened.Page.Locator(".here .race").CountAsync());
        Assert.Equal(races, await opened.Page.Locator(".here .bracket").CountAsync());
        Assert.Equal(1, await opened.Page.Locator(".here .violation").CountAsync());
        Assert.Contains("came before", await opened.Page.Locator("dl").First.TextContentAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task The_run_that_passes_is_shown_beside_it_and_hidden_again()
    {
        await using var opened = await OpenPage.Of(reports.Broken);
        var box = opened.Page.Locator(".beside-box").First;

        Assert.False(await opened.Page.Locator(".there").First.IsVisibleAsync());
        await box.CheckAsync();
        Assert.True(await opened.Page.Locator(".there .row").First.IsVisibleAsync());
        Assert.True(await opened.Page.Locator("td.differs").CountAsync() > 0);
        await box.UncheckAsync();
        Assert.False(await opened.Page.Locator(".there").First.IsVisibleAsync());
    }

    [BrowserFact]
    public async Task Replies_that_had_to_come_are_folded_and_a_click_unfolds_them()
    {
        await using var opened = await OpenPage.Of(reports.Explained);
        var steps = await opened.Page.Locator(".here .row").CountAsync();
        var folds = await opened.Page.Locator(".here .fold").CountAsync();

        await opened.Page.Locator(".here .fold .back").First.ClickAsync();

        Assert.True(folds > 0);
        Assert.Equal(folds - 1, await opened.Page.Locator(".here .fold").CountAsync());
        Assert.True(await opened.Page.Locator(".here .row").CountAsync() > steps);
    }

    [BrowserFact]
    public async Task A_report_of_nothing_has_its_figures_and_no_diagram()
    {
        await using var opened = await OpenPage.Of(reports.Fine);

        Assert.Contains("OK", await opened.Page.Locator(".outcome").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("50", await opened.Page.Locator("dl").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await opened.Page.Locator(".viewer").CountAsync());
    }

    [BrowserFact]
    public async Task Of_several_violations_each_has_its_place_in_the_contents_and_a_diagram_of_its_own()
    {
        await using var opened = await OpenPage.Of(reports.Several);
        var sections = opened.Page.Locator("section.violation-section");
        var count = await sections.CountAsync();
        var links = opened.Page.Locator("nav ol a");
        var titles = await opened.Page.Locator("section.violation-section h2").AllTextContentsAsync();

        Assert.Empty(opened.Complaints);
        Assert.True(count > 1 && titles.Distinct().Count() > 1, string.Join(", ", titles));
        Assert.Equal(count, await links.CountAsync());
        Assert.Equal(count, await opened.Page.Locator(".viewer").CountAsync());
        for (var i = 0; i < count; i++)
        {
            await links.Nth(i).ClickAsync();
            Assert.EndsWith($"#violation-{i + 1}", opened.Page.Url, StringComparison.Ordinal);
            Assert.True(await sections.Nth(i).Locator("h2").IsVisibleAsync());
            Assert.Equal(1, await sections.Nth(i).Locator(".here .violation").CountAsync());
            Assert.StartsWith(titles[i][..6], await links.Nth(i).TextContentAsync(), StringComparison.Ordinal);
        }

        // Each goes through its own run.
        var words = opened.Page.Locator(".bar output");
        var second = await words.Nth(1).TextContentAsync();
        await opened.Page.Locator("input[type=range]").First.FillAsync("0");
        Assert.Contains("before the first step", await words.First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(second, await words.Nth(1).TextContentAsync());
    }

    [BrowserFact]
    public async Task A_replay_names_all_that_is_wrong_with_its_run_and_draws_it_once()
    {
        await using var opened = await OpenPage.Of(reports.Replayed);

        Assert.Contains("FAILED", await opened.Page.Locator(".outcome").TextContentAsync(), StringComparison.Ordinal);
        Assert.True(await opened.Page.Locator("section.violation-section").CountAsync() > 1);
        Assert.Equal(1, await opened.Page.Locator(".viewer").CountAsync());
        Assert.Equal(1, await opened.Page.Locator(".here .violation").CountAsync());
        Assert.Equal(0, await opened.Page.Locator(".here .race").CountAsync());
        Assert.Equal(0, await opened.Page.Locator("dt:text-is('race')").CountAsync());
        Assert.Contains("dmasim replay", await opened.Page.Locator("dd code").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.True(await opened.Page.Locator("dt:text-is('trace hash')").CountAsync() == 1);
    }

    [BrowserFact]
    public async Task An_explanation_draws_the_smallest_run_and_not_that_of_the_trace()
    {
        await using var replayed = await OpenPage.Of(reports.Replayed);
        await using var opened = await OpenPage.Of(reports.Explained);

        Assert.Contains("explained by the smallest run", await opened.Page.Locator(".outcome").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await opened.Page.Locator("section.violation-section").CountAsync());
        Assert.Equal(1, await opened.Page.Locator("dt:text-is('smallest run')").CountAsync());
        Assert.Equal(1, await opened.Page.Locator("dt:text-is('cure')").CountAsync());
        Assert.True(await Last(opened) < await Last(replayed));

        static async Task<int> Last(OpenPage page) => int.Parse(await page.Page.Locator("input[type=range]").First.GetAttributeAsync("max") ?? "", System.Globalization.CultureInfo.InvariantCulture);
    }

    [BrowserFact]
    public async Task Texts_of_the_user_are_shown_as_they_are()
    {
        await using var opened = await OpenPage.Of(reports.Hostile);

        Assert.StartsWith("</script><img src=x onerror=alert(1)>{{script}} & Manual", await opened.Page.Locator("h1").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("<b>hostile.yaml", await opened.Page.Locator("header").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await opened.Page.Locator("img").CountAsync());
        Assert.Empty(opened.Complaints);
        Assert.True(await opened.Page.Locator(".here .row").CountAsync() > 0);
    }

    /// <summary>WCAG 2.1, level AA, for text: a contrast of 4.5.</summary>
    [BrowserFact]
    public async Task Text_has_contrast_in_light_and_in_dark()
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var opened = await OpenPage.Of(reports.Broken, new BrowserNewPageOptions { ColorScheme = scheme });
            var least = await opened.Page.EvaluateAsync<double>(
                """
                () => {
                  const style = getComputedStyle(document.documentElement);
                  const light = name => {
                    const channels = [1, 3, 5].map(i => parseInt(style.getPropertyValue(name).trim().slice(i, i + 2), 16) / 255);
                    const [r, g, b] = channels.map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                  };
                  const pairs = [['--text', '--page'], ['--dim', '--page'], ['--dim', '--panel'], ['--bad', '--bad-back'], ['--good', '--good-back'], ['--open', '--open-back'],
                    ['--race', '--race-back'], ['--text', '--now-back'], ['--text', '--changed-back'], ['--link', '--page']];
                  return Math.min(...pairs.map(pair => {
                    const [a, b] = pair.map(light);
                    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                  }));
                }
                """);

            Assert.True(least >= 4.5, $"{scheme}: {least:0.00}");
        }
    }
}
