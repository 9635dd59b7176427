using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.Report.Tests.Browsing;

/// <summary>The reports that the tests open, each made once.</summary>
public sealed class Reports : IDisposable
{
    private readonly Workspace workspace = new();

    public Reports()
    {
        Broken = Explore("broken.html", 1, "manual/9-1", "--strategy", "pct", "--schedules", "2000");
        Hostile = Explore("hostile.html", 1, HostileScenario(), "--strategy", "pct", "--schedules", "2000");
        Fine = Explore("fine.html", 0, "manual/9-1-corrected", "--schedules", "50");
        Several = Explore("several.html", 1, "manual/hazards/9-1.3", "--strategy", "pct", "--schedules", "100", "--keep-going");
        var trace = workspace.File("run.trace");
        workspace.Run("run", "manual/hazards/9-1.3", "--trace", trace, "--quiet");
        Replayed = Report("replayed.html", 1, "replay", trace);
        Explained = Report("explained.html", 1, "explain", trace);
    }

    /// <summary>Of an exploration that finds the lost wake-up of example 9-1.</summary>
    public string Broken { get; }

    /// <summary>Of one that finds nothing.</summary>
    public string Fine { get; }

    /// <summary>As <see cref="Broken"/>, of a scenario whose texts would do harm if they were taken for HTML or for script.</summary>
    public string Hostile { get; }

    /// <summary>Of an exploration that keeps going and finds violations of more than one kind.</summary>
    public string Several { get; }

    /// <summary>Of the replay of a run that breaks several rules.</summary>
    public string Replayed { get; }

    /// <summary>Of the explanation of that run.</summary>
    public string Explained { get; }

    public void Dispose() => workspace.Dispose();

    private string HostileScenario()
    {
        var original = Path.Combine(DmaSim.Root, "config", "scenarios", "manual", "9-1.yaml");
        var text = File.ReadAllText(original)
            .Replace("title: Manual", "title: </script><img src=x onerror=alert(1)>{{script}} & Manual", StringComparison.Ordinal)
            .Replace("iolog: 9-1.iolog", $"iolog: {Path.Combine(Path.GetDirectoryName(original)!, "9-1.iolog")}", StringComparison.Ordinal);
        return workspace.Write("<b>hostile.yaml", text);
    }

    private string Explore(string name, int exitCode, params string[] arguments) => Report(name, exitCode, ["explore", .. arguments, "--workers", "1"]);

    private string Report(string name, int exitCode, params string[] arguments)
    {
        var file = workspace.File(name);
        var result = workspace.Run([.. arguments, "--report", file, "--quiet"]);
        Assert.True(result.ExitCode == exitCode, result.ToString());
        return file;
    }
}
