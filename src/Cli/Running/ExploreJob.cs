using System.Globalization;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Exploration.Replay;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Reports;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Cli.Running;

/// <summary>An exploration, from what it was asked to do up to its answer.</summary>
internal sealed class ExploreJob(Invocation invocation, string scenarioName, ExploreOptions options) : IDisposable
{
    private readonly Supervisor supervisor = new(invocation);

    private Answer Answer => invocation.Answer;

    /// <summary>Does it all; the exit code.</summary>
    public int Execute()
    {
        if (ReportFile.Check(invocation.ReportPath) is { } unwritable)
            return Refuse([unwritable]);
        var files = ScenarioFiles.Locate();
        var (path, missing) = files.Find(scenarioName);
        if (path is null)
            return Refuse([missing!]);
        supervisor.Scenario = path;
        var request = new RunRequest { Scenario = scenarioName, Platform = options.Platform, Untimed = true };
        if (RunInput.Load(path, files, request, invocation, out var errors) is not { } input)
            return Refuse(errors);
        using var session = ExploreSession.Prepare(input.Scenario, input.Workbench.Catalog, options, out errors);
        if (session is null)
            return Refuse(errors);
        supervisor.Progress = ProgressDisplay.KindFor(invocation, isTalkative: false);
        ExploreReport report;
        try
        {
            report = supervisor.Watch(
                () => session.StepsSoFar,
                () => session.CurrentTurn,
                () => ExploreProgress.Show(Answer.Diagnostics, supervisor.Progress, tell => session.Execute(tell, supervisor.Token)));
        }
        catch (NondeterminismException exception)
        {
            return Refuse([NondeterminismError.Of(exception, path, "nothing that was found can be relied on")]);
        }

        Answer.ClaimOrWait();
        if (invocation.ReportPath is { } page)
            ReportFile.Write(page, ExplorePage.Of(report, input.Scenario.Title) with { Scenario = Quantities.Path(report.Scenario) });
        return Tell(report, input);
    }

    public void Dispose() => supervisor.Dispose();

    private int Refuse(IReadOnlyList<InputError> errors) => Answer.Refuse(errors, supervisor.Scenario, invocation.SeedText);

    private int Tell(ExploreReport report, RunInput input)
    {
        if (Answer.IsJson)
            Answer.Write(ExploreDocument.Of(report, input.Workbench.Nondeterminism) with { Report = invocation.ReportPath }, Documents.Json.ExploreDocument);
        else if (!invocation.IsQuiet || !report.Ok)
            new ExploreText(Answer.Text).Write(report, input.Scenario.Title, input.Workbench.Nondeterminism, invocation.ReportPath);
        return ExploreDocument.ExitCodeOf(report);
    }
}
