using DmaActors.EndToEnd.Tests.Driving;
using DmaActors.Report.Tests.Browsing;
using Microsoft.Playwright;

namespace DmaActors.Report.Tests;

/// <summary>A diagram that was exported, read and drawn by Mermaid itself.</summary>
public sealed class MermaidTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [ReaderFact(Readers.Mermaid)]
    public async Task Mermaid_draws_every_step_and_every_finding()
    {
        var trace = workspace.File("9-1.trace");
        Assert.Equal(1, workspace.Run("run", "manual/9-1", "--trace", trace, "--quiet").ExitCode);
        var diagram = workspace.Run("export", trace, "--format", "mermaid").Output;
        await using var opened = await OpenPage.Of(workspace.Write("empty.html", "<!DOCTYPE html><title>empty</title><body></body>"));
        await opened.Page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Readers.Find(Readers.Mermaid) });

        var kind = await opened.Page.EvaluateAsync<string>("async text => { mermaid.initialize({ startOnLoad: false }); return (await mermaid.parse(text)).diagramType; }", diagram);
        await opened.Page.EvaluateAsync("async text => { document.body.innerHTML = (await mermaid.render('drawn', text)).svg; }", diagram);

        Assert.Equal("sequence", kind);
        Assert.Equal(File.ReadLines(trace).Count(line => char.IsAsciiDigit(line[0])), await opened.Page.Locator(".messageText").CountAsync());
        Assert.Contains("DMA010", await opened.Page.Locator(".noteText").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(opened.Requests);
    }
}
