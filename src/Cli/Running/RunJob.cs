using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Logging;
using DmaActors.Cli.Output;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Cli.Running;

/// <summary>A run, from what it was asked to do up to its answer.</summary>
internal sealed class RunJob : IDisposable
{
    private readonly Invocation invocation;
    private readonly RunRequest request;
    private readonly Interruption interruption;
    private WorldLog? log;
    private ProgressKind progress;
    private volatile RunSession? session;
    private volatile Scenario? scenario;

    public RunJob(Invocation invocation, RunRequest request)
    {
        this.invocation = invocation;
        this.request = request;
        interruption = new Interruption(OnInterruptionIgnored);
    }

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
        if (RunInput.Load(path, files, request, invocation, out errors) is not { } input)
            return Refuse(errors);
        scenario = input.Scenario;
        using var prepared = RunSession.Prepare(input.Scenario, input.Workbench.Catalog, request.OptionsFor(invocation, log), out errors);
        if (prepared is null)
            return Refuse(errors);
        session = prepared;
        progress = ProgressFor();
        RunReport report;
        using (new Watchdog(() => prepared.StepsSoFar, IsInTurn, OnHang))
            report = ProgressDisplay.Show(Answer.Diagnostics, progress, tell => prepared.Execute(tell, interruption.Token));
        Answer.ClaimOrWait();
        return Tell(report, input);
    }

    public void Dispose()
    {
        interruption.Dispose();
        log?.Dispose();
    }

    private int Refuse(IReadOnlyList<InputError> errors) => Answer.Refuse(errors, scenario?.File, invocation.SeedText);

    private int Tell(RunReport report, RunInput input)
    {
        var expected = input.Scenario.Expect is { } expect ? new ExpectItem(Verdicts.Name(expect.Verdict), expect.Rule) : null;
        if (Answer.IsJson)
            Answer.Write(RunDocument.Of(report, expected, input.Workbench.Nondeterminism), Documents.Json.RunDocument);
        else if (!invocation.IsQuiet || !report.Ok)
            new RunText(Answer.Text).Write(report, input.Scenario.Title, expected, input.Workbench.Nondeterminism);
        return Verdicts.ExitCodeOf(report);
    }

    private ProgressKind ProgressFor()
    {
        if (invocation.IsQuiet)
            return ProgressKind.None;
        return Answer.Diagnostics.Profile.Capabilities.Interactive && !log!.IsTalkative ? ProgressKind.Bar : ProgressKind.Lines;
    }

    /// <summary>Between turns nobody handles anything, and the text begins with the name of nobody.</summary>
    private bool IsInTurn() => session is { } running && Turn(running) is not null;

    private static string? Turn(RunSession running)
    {
        var turn = running.CurrentTurn;
        return turn.StartsWith(' ') ? null : turn;
    }

    private void OnHang() => EndFromOutside(
        ExitCode.Broken,
        "livelock",
        $"the turn has not ended for {Watchdog.Limit.TotalSeconds:0} s: code of a driver or device computes without end, or waits for something outside the machine",
        cancelled: false);

    private void OnInterruptionIgnored() => EndFromOutside(ExitCode.EndedEarly, null, "stopped by the user, before there was anything to report", cancelled: true);

    private void EndFromOutside(int exitCode, string? verdict, string explanation, bool cancelled)
    {
        if (!Answer.TryClaim())
            return;
        var running = session;
        var turn = running is null ? null : Turn(running);
        var steps = running?.StepsSoFar ?? 0;
        ProgressDisplay.Abandon(progress);
        if (Answer.IsJson)
        {
            var document = new InterruptedDocument
            {
                Scenario = scenario?.File,
                Seed = invocation.SeedText,
                Ok = false,
                Verdict = verdict,
                Cancelled = cancelled,
                Turn = turn,
                Messages = steps,
                Explanation = explanation,
                Trace = invocation.TracePath,
            };
            Answer.Write(document, Documents.Json.InterruptedDocument);
        }

        InterruptedText.Write(Answer.Diagnostics, verdict, turn, steps, explanation);
        log?.Dispose();
        Environment.Exit(exitCode);
    }
}
