using DmaActors.EndToEnd.Tests.Driving;

namespace DmaActors.Report.Tests.Browsing;

/// <summary>The reports that the tests open, each made once.</summary>
public sealed class Reports : IDisposable
{
    private readonly Workspace workspace = new();

    public Reports()
    {
        Broken = Explore("broken.html", 1, "manual/9-1", "--strategy", "pct", "--schedules", "2000");
        Fine = Explore("fine.html", 0, "manual/9-1-corrected", "--schedules", "50");
    }

    /// <summary>Of an exploration that finds the lost wake-up of example 9-1.</summary>
    public string Broken { get; }

    /// <summary>Of one that finds nothing.</summary>
    public string Fine { get; }

    public void Dispose() => workspace.Dispose();

    private string Explore(string name, int exitCode, params string[] arguments)
    {
        var file = workspace.File(name);
        var result = workspace.Run(["explore", .. arguments, "--workers", "1", "--report", file, "--quiet"]);
        Assert.True(result.ExitCode == exitCode, result.ToString());
        return file;
    }
}
