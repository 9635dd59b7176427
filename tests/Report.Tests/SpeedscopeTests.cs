using System.Text.Json;
using DmaActors.EndToEnd.Tests.Driving;
using DmaActors.Report.Tests.Browsing;

namespace DmaActors.Report.Tests;

/// <summary>A trace that was exported in Chrome's format, read by a viewer of that format: what it has understood it writes in its own.</summary>
public sealed class SpeedscopeTests : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [ReaderFact(Readers.Speedscope)]
    public async Task A_viewer_of_the_format_finds_every_step_with_its_actor()
    {
        var trace = workspace.File("9-1.trace");
        Assert.Equal(1, workspace.Run("run", "manual/9-1", "--trace", trace, "--quiet").ExitCode);
        var exported = workspace.Write("exported.json", workspace.Run("export", trace, "--format", "perfetto").Output);
        await using var opened = await OpenPage.Of(Readers.Find(Readers.Speedscope)!);

        await opened.Page.SetInputFilesAsync("input[type=file]", exported);
        await opened.Page.WaitForFunctionAsync("document.title.startsWith('exported.json')");
        var download = await opened.Page.RunAndWaitForDownloadAsync(() => opened.Page.GetByText("Export").ClickAsync());

        using var understood = JsonDocument.Parse(await File.ReadAllTextAsync(await download.PathAsync()));
        var steps = understood.RootElement.GetProperty("profiles").EnumerateArray()
            .ToDictionary(profile => profile.GetProperty("name").GetString()!, profile => profile.GetProperty("events").EnumerateArray().Count(step => step.GetProperty("type").GetString() == "O"));
        Assert.Equal(File.ReadLines(trace).Count(line => char.IsAsciiDigit(line[0])), steps.Values.Sum());
        Assert.Contains(steps.Keys, name => name.Contains("controller", StringComparison.Ordinal));
        Assert.Contains(steps.Keys, name => name.Contains("disk1", StringComparison.Ordinal));
        Assert.Contains("Importing as Trace Event Format profile", opened.Complaints);
        Assert.Empty(opened.Requests);
    }
}
