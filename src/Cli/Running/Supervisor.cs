using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;

namespace DmaActors.Cli.Running;

/// <summary>
/// Stands beside a run on other threads: passes an interruption on, and answers in place of a machine that does not come back, be it that it ignores the interruption or that
/// it hangs by itself.
/// </summary>
internal sealed class Supervisor : IDisposable
{
    private readonly Invocation invocation;
    private readonly Interruption interruption;
    private volatile Subject? subject;
    private volatile string? scenario;

    public Supervisor(Invocation invocation)
    {
        this.invocation = invocation;
        interruption = new Interruption(OnInterruptionIgnored);
    }

    /// <summary>Cancelled by the user.</summary>
    public CancellationToken Token => interruption.Token;

    /// <summary>The file of the scenario, once it is known.</summary>
    public string? Scenario
    {
        get => scenario;
        set => scenario = value;
    }

    /// <summary>Where progress is shown: the terminal is to be left in order.</summary>
    public ProgressKind Progress { get; set; }

    /// <summary>Saves what there is, before the program is ended from outside.</summary>
    public Action BeforeExit { get; set; } = () => { };

    /// <summary>Does the work of a machine, watched.</summary>
    /// <param name="steps">Messages delivered so far.</param>
    /// <param name="turn">What the machine is doing, from the name of the actor on.</param>
    /// <param name="work">What is to be done.</param>
    public T Watch<T>(Func<long> steps, Func<string> turn, Func<T> work)
    {
        var watched = new Subject(steps, turn);
        subject = watched;
        using (new Watchdog(steps, () => watched.Turn is not null, OnHang))
            return work();
    }

    public void Dispose() => interruption.Dispose();

    private void OnHang() => End(
        ExitCode.Broken,
        "livelock",
        $"the turn has not ended for {Watchdog.Limit.TotalSeconds:0} s: code of a driver or device computes without end, or waits for something outside the machine",
        cancelled: false);

    private void OnInterruptionIgnored() => End(ExitCode.EndedEarly, null, "stopped by the user, before there was anything to report", cancelled: true);

    private void End(int exitCode, string? verdict, string explanation, bool cancelled)
    {
        var answer = invocation.Answer;
        if (!answer.TryClaim())
            return;
        var turn = subject?.Turn;
        var steps = subject?.Steps() ?? 0;
        ProgressDisplay.Abandon(Progress);
        BeforeExit();
        if (answer.IsJson)
        {
            var document = new InterruptedDocument
            {
                Scenario = scenario,
                Seed = invocation.SeedText,
                Ok = false,
                Verdict = verdict,
                Cancelled = cancelled,
                Turn = turn,
                Messages = steps,
                Explanation = explanation,
                Trace = invocation.TracePath,
            };
            answer.Write(document, Documents.Json.InterruptedDocument);
        }

        InterruptedText.Write(answer.Diagnostics, verdict, turn, steps, explanation);
        Environment.Exit(exitCode);
    }

    private sealed record Subject(Func<long> Steps, Func<string> CurrentTurn)
    {
        /// <summary>Null between turns: then nobody handles anything, and the text begins with the name of nobody.</summary>
        public string? Turn => CurrentTurn() is var turn && turn.StartsWith(' ') ? null : turn;
    }
}
