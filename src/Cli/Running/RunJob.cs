using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Logging;
using DmaActors.Cli.Output;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Cli.Running;

/// <summary>A run, from what it was asked to do up to its answer.</summary>
internal sealed class RunJob(Invocation invocation, RunRequest request) : IDisposable
{
    private readonly Supervisor supervisor = new(invocation);
    private WorldLog? log;
    private IRuntimeHost? host;

    private Answer Answer => invocation.Answer;

    /// <summary>Does it all; the exit code.</summary>
    public int Execute()
    {
        var files = ScenarioFiles.Locate();
        log = WorldLog.Create(files.ConfigDirectory, invocation.LogLevel, out var errors);
        if (log is null)
            return Refuse(errors);
        var (path, missing) = files.Find(request.Scenario);
        if (path is null)
            return Refuse([missing!]);
        supervisor.Scenario = path;
        if (RunInput.Load(path, files, request, invocation, out errors) is not { } input)
            return Refuse(errors);
        if (request.Runtime == RuntimeKind.Akka)
        {
            host = AkkaRuntimes.Free(files.ConfigDirectory, request.TimeScale ?? 1, log, out errors);
            if (host is null)
                return Refuse(errors);
        }

        if (host is not null && request.SoakMinutes is not null)
            return RunSoak(input, host);
        using var session = RunSession.Prepare(input.Scenario, input.Workbench.Catalog, request.OptionsFor(invocation, log, host), out errors);
        if (session is null)
            return Refuse(errors);
        supervisor.Progress = ProgressDisplay.KindFor(invocation, log.IsTalkative);
        supervisor.BeforeExit = () =>
        {
            session.FlushTrace();
            log.Dispose();
        };
        var report = supervisor.Watch(
            () => session.StepsSoFar,
            () => session.CurrentTurn,
            () => ProgressDisplay.Show(Answer.Diagnostics, supervisor.Progress, tell => session.Execute(tell, supervisor.Token)));
        Answer.ClaimOrWait();
        return Tell(report, input);
    }

    public void Dispose()
    {
        host?.Dispose();
        supervisor.Dispose();
        log?.Dispose();
    }

    private int Refuse(IReadOnlyList<InputError> errors) => Answer.Refuse(errors, supervisor.Scenario, invocation.SeedText);

    private int RunSoak(RunInput input, IRuntimeHost runtimes)
    {
        supervisor.Progress = ProgressDisplay.KindFor(invocation, log!.IsTalkative);
        supervisor.BeforeExit = log.Dispose;
        IReadOnlyList<InputError> errors = [];
        var soak = new Soak(input, request, invocation, log, runtimes, supervisor);
        var report = ProgressDisplay.Show(Answer.Diagnostics, supervisor.Progress, tell => soak.Run(tell, out errors));
        Answer.ClaimOrWait();
        if (report is null)
            return errors.Count > 0 ? Refuse(errors) : ExitCode.EndedEarly;
        if (Answer.IsJson)
            Answer.Write(SoakDocument.Of(report), Documents.Json.SoakDocument);
        else if (!invocation.IsQuiet || !report.Ok)
            SoakText.Write(Answer.Text, report, input.Scenario.Title);
        return report switch { { Ok: true } => ExitCode.Fine, { WasCancelled: true, FailedRounds: 0 } => ExitCode.EndedEarly, _ => ExitCode.Broken };
    }

    private int Tell(RunReport report, RunInput input)
    {
        var expected = input.Scenario.Expect is { } expect ? new ExpectItem(Verdicts.Name(expect.Verdict), expect.Rule) : null;
        if (Answer.IsJson)
            Answer.Write(RunDocument.Of(report, request.Runtime, expected, input.Workbench.Nondeterminism), Documents.Json.RunDocument);
        else if (!invocation.IsQuiet || !report.Ok)
            new RunText(Answer.Text).Write(report, input.Scenario.Title, expected, input.Workbench.Nondeterminism);
        return Verdicts.ExitCodeOf(report);
    }
}
