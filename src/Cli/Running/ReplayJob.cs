using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Reports;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Traces;
using Spectre.Console;

namespace DmaActors.Cli.Running;

/// <summary>A replay, from its trace up to its answer.</summary>
internal sealed class ReplayJob(Invocation invocation, ReplayRequest request) : IDisposable
{
    private readonly Supervisor supervisor = new(invocation);

    private Answer Answer => invocation.Answer;

    /// <summary>Does it all; the exit code.</summary>
    public int Execute()
    {
        if (ReportFile.Check(invocation.ReportPath) is { } unwritable)
            return Answer.Refuse([unwritable]);
        if (Workbench.Open(invocation.Assemblies, invocation.AllowNondeterminism, out var errors) is not { } workbench)
            return Answer.Refuse(errors);
        IRuntimeHost? host = null;
        if (request.Runtime == RuntimeKind.Akka)
        {
            host = AkkaRuntimes.Replaying(out errors);
            if (host is null)
                return Answer.Refuse(errors);
        }

        using var ownHost = host;
        using var session = ReplaySession.Prepare(request.Trace, workbench.Catalog, ScenarioFiles.Locate(), host is null ? null : host.RuntimeFor, out errors);
        if (session is null)
            return Answer.Refuse(TraceErrors.WithHint(errors, request.Trace, invocation));
        supervisor.Scenario = session.Scenario;
        var misplaced = Misplaced(session).ToList();
        if (misplaced.Count > 0)
            return Answer.Refuse(misplaced, session.Scenario);
        var report = Replay(session);
        var shown = new List<ActorState>();
        if (report.Ok && Show(session, shown) is { Count: > 0 } unknown)
            return Answer.Refuse(unknown, session.Scenario);
        Answer.ClaimOrWait();
        var page = report is { Ok: true, History: not null } ? invocation.ReportPath : null;
        if (page is not null)
            ReportFile.Write(page, ReplayPage.Of(report, Path.GetFileName(request.Trace), request.Trace, invocation.Assemblies) with { Scenario = Quantities.Path(session.Scenario) });
        return Tell(report, session, shown, page);
    }

    public void Dispose() => supervisor.Dispose();

    /// <summary>Steps that the trace has not, and what another actor system cannot do.</summary>
    private IEnumerable<InputError> Misplaced(ReplaySession session)
    {
        foreach (var (option, step) in new[] { ("--to", request.To), ("--break", request.Break) })
        {
            if (step is { } number && session.CheckStep(option, number) is { } error)
                yield return error;
        }

        if (request is { To: { } last, Break: { } stop } && stop > last)
            yield return new InputError("", 0, 0, "--break", $"the replay ends after step {last}, before step {stop}", $"a step from 1 to {last}");
        if (request.Runtime == RuntimeKind.Akka && invocation.ReportPath is not null)
            yield return new InputError("", 0, 0, "--report", "what actors hold can be seen on our own runtime only", "--report without --runtime akka");
        if (request.Runtime == RuntimeKind.Akka && request.Show.Count > 0)
            yield return new InputError("", 0, 0, "--show", "what actors hold can be seen on our own runtime only", "--show without --runtime akka");
    }

    private ReplayReport Replay(ReplaySession session)
    {
        var debugger = new DebuggerStop(new SystemDebugger(), line => Answer.Diagnostics.MarkupLine(Markup.Escape(line)), supervisor.Token);
        var options = new ReplayOptions { To = request.To, Break = request.Break, OnBreak = debugger.Stop };
        if (invocation.ReportPath is not null)
            options = options with { Remembered = ExplorePage.MostSteps, WithState = true };
        supervisor.Progress = request.Break is null ? ProgressDisplay.KindFor(invocation, isTalkative: false) : ProgressKind.None;
        ReplayReport? report = null;
        supervisor.Watch(
            () => session.StepsSoFar + debugger.Looks,
            () => session.CurrentTurn,
            () => ProgressDisplay.Show(Answer.Diagnostics, supervisor.Progress, tell =>
            {
                report = session.Execute(options, tell, supervisor.Token);
                return report.Run;
            }));
        return report!;
    }

    private List<InputError> Show(ReplaySession session, List<ActorState> shown)
    {
        var errors = new List<InputError>();
        foreach (var actor in request.Show)
        {
            if (session.Show(actor, out var error) is { } state)
                shown.Add(state);
            else
                errors.Add(error!);
        }

        return errors;
    }

    private int Tell(ReplayReport report, ReplaySession session, IReadOnlyList<ActorState> shown, string? page)
    {
        if (Answer.IsJson)
            Answer.Write(ReplayDocument.Of(report, session, request, shown) with { Report = page }, Documents.Json.ReplayDocument);
        else if (!invocation.IsQuiet || !report.Ok || shown.Count > 0)
            ReplayText.Write(Answer.Text, report, session, request, shown, page);
        if (report.Divergence is not null)
            return ExitCode.Broken;
        if (request.To is not null && report.Run is { FindingCount: 0 })
            return ExitCode.Fine;
        return report.Run is { } run ? Verdicts.ExitCodeOf(run) : ExitCode.Broken;
    }
}
