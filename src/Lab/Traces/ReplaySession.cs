using DmaActors.Exploration.Histories;
using DmaActors.Exploration.Replay;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;
using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Lab.Traces;

/// <summary>A trace that is about to be run again, step by step. It never causes code to be loaded: drivers come from the catalog that the caller made.</summary>
public sealed class ReplaySession : IDisposable
{
    private readonly RunSession run;
    private readonly TraceReader trace;

    /// <summary>Whether the runtime lets a strategy go by the names of messages.</summary>
    private readonly bool hasNames;

    private ReplaySession(RunSession run, TraceReader trace, bool hasNames)
    {
        this.run = run;
        this.trace = trace;
        this.hasNames = hasNames;
    }

    /// <summary>The scenario that the trace names.</summary>
    public string Scenario => trace.Header.Scenario;

    /// <summary>Steps in the trace.</summary>
    public long Steps => trace.Steps.Count;

    /// <summary>The trace has no end line: its run was ended from outside, or the file was cut.</summary>
    public bool IsCutShort => trace.Digest is null;

    /// <summary>What the machine is doing, for a watchdog on another thread.</summary>
    public string CurrentTurn => run.CurrentTurn;

    /// <summary>Messages delivered so far, for a watchdog on another thread.</summary>
    public long StepsSoFar => run.StepsSoFar;

    /// <summary>Reads the trace and all that it was made from, and refuses what has changed since.</summary>
    /// <param name="tracePath">The trace.</param>
    /// <param name="catalog">Where its drivers and devices are found.</param>
    /// <param name="files">Where scenarios and platforms are.</param>
    /// <param name="runtime">Makes what the actors run on; null: a world.</param>
    /// <param name="errors">All that is wrong, if the result is null.</param>
    public static ReplaySession? Prepare(
        string tracePath, Catalog catalog, ScenarioFiles files, Func<WorldOptions, IRuntime>? runtime, out IReadOnlyList<InputError> errors)
    {
        var found = new List<InputError>();
        errors = found;
        if (TracedRun.Read(tracePath, catalog, files, found) is not { } traced)
            return null;
        var run = RunSession.Prepare(traced.Scenario, catalog, traced.Options with { Runtime = runtime }, out var runErrors);
        found.AddRange(runErrors);
        return run is null ? null : new ReplaySession(run, traced.Trace, hasNames: runtime is null);
    }

    /// <summary>The steps that there are in the trace, for one who names another.</summary>
    /// <param name="option">Who names it.</param>
    /// <param name="step">Which step.</param>
    /// <returns>What is wrong with it; null: nothing.</returns>
    public InputError? CheckStep(string option, long step) => step >= 1 && step <= Steps
        ? null
        : new InputError("", 0, 0, option, $"the trace has no step {step}", Steps == 0 ? "a trace with steps" : $"a step from 1 to {Steps}");

    /// <summary>What an actor holds where the replay has ended. Null, and the error, if there is none of that name.</summary>
    public ActorState? Show(string actor, out InputError? error)
    {
        if (run.World is { } world)
            return ActorState.Of(world, actor, out error);
        error = new InputError("", 0, 0, "--show", "what actors hold can be seen on our own runtime only", "--show without --runtime akka");
        return null;
    }

    /// <summary>Runs the whole trace again.</summary>
    public ReplayReport Execute(Action<RunProgress>? progress, CancellationToken cancellation) => Execute(new ReplayOptions(), progress, cancellation);

    /// <summary>Runs the trace again: first step by step and, where that leaves it, by the names of its steps as far as they go.</summary>
    public ReplayReport Execute(ReplayOptions options, Action<RunProgress>? progress, CancellationToken cancellation)
    {
        var exact = ExecuteExactly(options, progress, cancellation);
        return exact.Divergence is null || !hasNames || cancellation.IsCancellationRequested ? exact : exact with { ByName = ExecuteByName(progress, cancellation) };
    }

    private ReplayReport ExecuteExactly(ReplayOptions options, Action<RunProgress>? progress, CancellationToken cancellation)
    {
        var comparer = new StepComparer(trace.Steps);
        var history = run.World is { } world && options.Remembered > 0
            ? new HistoryRecorder(world) { FirstStep = Math.Max(1, Steps - options.Remembered + 1), LooksAtState = options.WithState }
            : null;
        try
        {
            var recorder = RecorderOf(options, comparer, history);
            var last = options.To ?? (trace.HasEnded ? long.MaxValue : trace.Steps.Count);
            var report = run.Execute(new ReplayStrategy(trace.Choices), recorder, last, progress, cancellation);
            var divergence = report.WasCancelled ? comparer.Divergence : comparer.Divergence ?? DivergenceAtEnd(options, report);
            return new ReplayReport(report, divergence) { History = history?.Finish() };
        }
        catch (ReplayDivergedException exception)
        {
            return new ReplayReport(null, comparer.Divergence ?? new ReplayDivergence(comparer.Steps + 1, exception.Expected, exception.Found));
        }
    }

    private static IStepRecorder RecorderOf(ReplayOptions options, StepComparer comparer, HistoryRecorder? history)
    {
        var recorders = new List<IStepRecorder> { comparer };
        if (history is not null)
            recorders.Add(history);
        if (options is { Break: { } step, OnBreak: { } stop })
            recorders.Add(new Breakpoint(step, stop));
        return recorders.Count == 1 ? comparer : new StepRecorders(recorders);
    }

    private ReplayDivergence? DivergenceAtEnd(ReplayOptions options, RunReport report)
    {
        if (report.Messages < Math.Min(options.To ?? Steps, Steps))
            return new ReplayDivergence(report.Messages + 1, trace.Steps[(int)report.Messages], "nothing more happens");
        return options.To is null && trace.Digest is { } digest && digest != report.TraceHash
            ? new ReplayDivergence(report.Messages, $"trace hash {digest}", $"trace hash {report.TraceHash}")
            : null;
    }

    private ReplayByName ExecuteByName(Action<RunProgress>? progress, CancellationToken cancellation)
    {
        var follow = new FollowStrategy(trace.Messages, trace.Choices);
        var report = run.Execute(follow, follow, long.MaxValue, progress, cancellation);
        return new ReplayByName(report, follow.Followed, follow.Extra);
    }

    public void Dispose() => run.Dispose();
}
