using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Traces;

namespace DmaActors.Cli.Running;

/// <summary>A replay, from its trace up to its answer.</summary>
internal sealed class ReplayJob(Invocation invocation, string trace, RuntimeKind runtime) : IDisposable
{
    private readonly Supervisor supervisor = new(invocation);

    private Answer Answer => invocation.Answer;

    /// <summary>Does it all; the exit code.</summary>
    public int Execute()
    {
        if (Workbench.Open(invocation.Assemblies, invocation.AllowNondeterminism, out var errors) is not { } workbench)
            return Answer.Refuse(errors);
        IRuntimeHost? host = null;
        if (runtime == RuntimeKind.Akka)
        {
            host = AkkaRuntimes.Replaying(out errors);
            if (host is null)
                return Answer.Refuse(errors);
        }

        using var ownHost = host;
        using var session = ReplaySession.Prepare(trace, workbench.Catalog, ScenarioFiles.Locate(), host is null ? null : host.RuntimeFor, out errors);
        if (session is null)
            return Answer.Refuse(TraceErrors.WithHint(errors, trace, invocation));
        supervisor.Scenario = session.Scenario;
        supervisor.Progress = ProgressDisplay.KindFor(invocation, isTalkative: false);
        ReplayReport? report = null;
        supervisor.Watch(
            () => session.StepsSoFar,
            () => session.CurrentTurn,
            () => ProgressDisplay.Show(Answer.Diagnostics, supervisor.Progress, tell =>
            {
                report = session.Execute(tell, supervisor.Token);
                return report.Run;
            }));
        Answer.ClaimOrWait();
        return Tell(report!, session);
    }

    public void Dispose() => supervisor.Dispose();

    private int Tell(ReplayReport report, ReplaySession session)
    {
        if (Answer.IsJson)
            Answer.Write(ReplayDocument.Of(report, session, trace), Documents.Json.ReplayDocument);
        else if (!invocation.IsQuiet || !report.Ok)
            ReplayText.Write(Answer.Text, report, session, trace);
        if (report.Divergence is not null)
            return ExitCode.Broken;
        return report.Run is { } run ? Verdicts.ExitCodeOf(run) : ExitCode.Broken;
    }
}
