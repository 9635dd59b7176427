using System.Reflection;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Reports;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Testing;

/// <summary>Explores scenarios for a test: one that must hold in every order that is tried, or one that must fail by a rule. Whatever fails leaves a trace and a page that shows it, and says why and the command that replays it.</summary>
public sealed class ScenarioTest
{
    private readonly Catalog catalog;

    /// <param name="assemblies">Where the drivers and devices of the scenarios are found. No scenario has code loaded by itself.</param>
    /// <exception cref="CatalogException">Two of them have one name.</exception>
    public ScenarioTest(params Assembly[] assemblies) => catalog = new Catalog(assemblies);

    /// <summary>How the scenarios are explored: by default 1,000 random schedules on one thread, seed and all from the scenario. Every test run explores the same ones.</summary>
    public ExploreOptions Explore { get; init; } = new() { Schedules = 1_000 };

    /// <summary>Where traces and pages of violations are left, each scenario's in a directory of its own, relative to the current directory of the test.</summary>
    public string OutDirectory { get; init; } = "out";

    /// <summary>The scenario holds: no schedule that is tried breaks a rule, moves a wrong byte, panics or hangs.</summary>
    /// <param name="scenario">The path of its file, or the name of one that ships with dmasim.</param>
    /// <exception cref="ScenarioTestException">It does not, or cannot be read.</exception>
    public void Holds(string scenario)
    {
        var report = Run(scenario);
        if (report.Explored.Violations is [var found, ..])
            throw ScenarioTestException.OfViolation($"{report.Explored.Scenario} should hold, and does not.", found, report.PagePath);
    }

    /// <summary>The scenario fails: one of the schedules that are tried breaks the rule.</summary>
    /// <param name="scenario">The path of its file, or the name of one that ships with dmasim.</param>
    /// <param name="rule">The id of the rule (<c>DMA010</c>), or <c>panic</c>, <c>deadlock</c>, <c>livelock</c>, <c>data</c>, <c>request</c>, <c>refusal</c>.</param>
    /// <exception cref="ScenarioTestException">It holds, fails by something else alone, or cannot be read.</exception>
    public void Fails(string scenario, string rule)
    {
        var report = Run(scenario, keepGoing: true);
        if (report.Explored.Violations.Any(found => found.Counterexample.Violation.Rule == rule))
            return;
        var (campaign, what) = (report.Explored.Campaign, $"{report.Explored.Scenario} should fail by {rule}");
        throw report.Explored.Violations is [var other, ..]
            ? ScenarioTestException.OfViolation($"{what}, and fails by {other.Counterexample.Violation.Rule}.", other, report.PagePath)
            : new ScenarioTestException($"{what}, and holds in {campaign.Schedules} schedules of {campaign.Strategy}.");
    }

    /// <returns>What was found and, if that is anything, where the page is that shows it.</returns>
    private (ExploreReport Explored, string PagePath) Run(string scenario, bool keepGoing = false)
    {
        // Tests of one class may run beside those of another, and an exploration has its directory alone.
        var directory = Path.Combine(OutDirectory, $"{Path.GetFileNameWithoutExtension(scenario)}-{Guid.NewGuid():n}"[..^24]);
        var options = Explore with { OutDirectory = directory, KeepGoing = keepGoing || Explore.KeepGoing };
        var files = ScenarioFiles.Locate(scenario);
        var (path, missing) = files.Find(scenario);
        if (path is null)
            throw ScenarioTestException.OfInput(scenario, [missing!]);
        var load = ScenarioLoader.Load(path, catalog, new ScenarioLoadOptions { Files = files, Platform = options.Platform, Untimed = true });
        if (load.Scenario is null)
            throw ScenarioTestException.OfInput(path, load.Errors);
        using var session = ExploreSession.Prepare(load.Scenario, catalog, options, out var errors);
        if (session is null)
            throw ScenarioTestException.OfInput(path, errors);
        var report = session.Execute(null, CancellationToken.None);
        var page = Path.GetFullPath(Path.Combine(directory, "report.html"));
        if (!report.Ok)
        {
            using var file = new StreamWriter(page) { NewLine = "\n" };
            ReportPage.Write(ExplorePage.Of(report, load.Scenario.Title), file);
        }

        return (report, page);
    }
}
