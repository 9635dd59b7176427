using Microsoft.Playwright;

namespace DmaActors.Report.Tests.Browsing;

/// <summary>A report in a browser, with all that the browser complains of and asks the network for.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private OpenPage(IPlaywright playwright, IBrowser browser, IPage page)
    {
        this.playwright = playwright;
        this.browser = browser;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Errors of the script and messages on the console.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>What was asked for beside the file itself and what stands in it.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<OpenPage> Of(string file, BrowserNewPageOptions? options = null)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium.Program, Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
        var page = await browser.NewPageAsync(options);
        var opened = new OpenPage(playwright, browser, page);
        page.Console += (_, message) => opened.Complaints.Add(message.Text);
        page.PageError += (_, error) => opened.Complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                opened.Requests.Add(request.Url);
        };
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return opened;
    }

    /// <summary>The value of something that an actor holds, in the first viewer.</summary>
    public async Task<string?> Held(string actor, string name) => await Page.Locator($"tbody[data-actor='{actor}'] tr[data-name='{name}'] td.here").First.TextContentAsync();

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
