using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Replay;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Traces;
using DmaActors.Simulation;

namespace DmaActors.Lab.Exploring;

/// <summary>A trace that is about to be explained. Like a replay it never causes code to be loaded.</summary>
public sealed class ExplainSession : IDisposable
{
    private readonly Catalog catalog;
    private readonly TracedRun traced;

    /// <summary>The scenario of the trace with any message next: the order of a timed run is followed in it.</summary>
    private readonly Scenario untimed;
    private readonly RunInputs inputs;
    private volatile ScenarioModel? current;

    private ExplainSession(Catalog catalog, TracedRun traced, Scenario untimed, RunInputs inputs)
    {
        this.catalog = catalog;
        this.traced = traced;
        this.untimed = untimed;
        this.inputs = inputs;
    }

    /// <summary>The scenario that the trace names.</summary>
    public string Scenario => traced.Scenario.File;

    /// <summary>What the machine is doing, for a watchdog on another thread; it begins with a space between turns.</summary>
    public string CurrentTurn => current?.World.CurrentTurn ?? " ";

    /// <summary>Steps of the present run, for a watchdog on another thread.</summary>
    public long StepsSoFar => current?.World.Steps ?? 0;

    /// <summary>Reads the trace and all that it was made from, and refuses what has changed since.</summary>
    /// <param name="tracePath">The trace.</param>
    /// <param name="catalog">Where its drivers and devices are found.</param>
    /// <param name="files">Where scenarios and platforms are.</param>
    /// <param name="errors">All that is wrong, if the result is null.</param>
    public static ExplainSession? Prepare(string tracePath, Catalog catalog, ScenarioFiles files, out IReadOnlyList<InputError> errors)
    {
        var found = new List<InputError>();
        errors = found;
        if (TracedRun.Read(tracePath, catalog, files, found) is not { } traced || traced.LoadUntimed(catalog, files, found) is not { } untimed)
            return null;
        if (RunInputs.Read(untimed, traced.Options, traced.Seed, found) is not { } inputs)
            return null;
        if (traced.Options.Excerpt is { } excerpt && new Work(untimed, inputs).Problem(excerpt) is { } problem)
        {
            found.Add(new InputError(tracePath, 2, 1, "excerpt", problem, "instances and requests of this scenario"));
            inputs.Dispose();
            return null;
        }

        return new ExplainSession(catalog, traced, untimed, inputs);
    }

    /// <summary>Runs the trace again, or a run that follows it by name where it no longer fits, and finds out what is wrong with it, and why.</summary>
    public ExplainReport Execute(CancellationToken cancellation)
    {
        var trace = traced.Trace;
        var report = new ExplainReport { Scenario = Scenario, Seed = traced.Seed, Steps = trace.Steps.Count, IsCutShort = !trace.HasEnded };
        var model = NewModel(Taken(new Work(traced.Scenario, inputs)));
        var comparer = new StepComparer(trace.Steps);
        try
        {
            var found = Run(model, new ReplayStrategy(trace.Choices), comparer, trace.HasEnded ? null : trace.Steps.Count);
            if (comparer.Divergence is null)
                return Explain(report, model, found, cancellation);
            report = report with { Divergence = comparer.Divergence };
        }
        catch (ReplayDivergedException exception)
        {
            report = report with { Divergence = comparer.Divergence ?? new ReplayDivergence(comparer.Steps + 1, exception.Expected, exception.Found) };
        }

        var follow = new FollowStrategy(trace.Messages, trace.Choices);
        var followed = Run(model, follow, follow, null);
        var (steps, extra) = (follow.Followed, follow.Extra);
        return report with { ByName = new ExplainedByName(steps, extra, Explain(report with { Divergence = null, IsCutShort = false }, model, followed, cancellation)) };
    }

    private ExplainReport Explain(ExplainReport report, ScenarioModel model, Counterexample? found, CancellationToken cancellation)
    {
        if (found is null)
            return report;
        report = report with { Violation = found.Violation };
        var whole = new Work(untimed, inputs);
        if (model.World.Options.Timed)
        {
            if (Untimed(found.Violation, Taken(whole)) is not { } inUntimed)
                return report with { Obstacle = "where any message may be next, this order of steps does not come to the same: it is the times that the trace has" };
            found = inUntimed;
        }

        return report with { Diagnosis = new ViolationStudy(whole, NewModel, cancellation).Of(found, traced.Options.Excerpt) };
    }

    public void Dispose() => inputs.Dispose();

    /// <summary>The order of a timed run, where time decides nothing; null: it does not come to the same there.</summary>
    private Counterexample? Untimed(Violation violation, Work work)
    {
        var follow = new FollowStrategy(traced.Trace.Messages, traced.Trace.Choices);
        return Run(NewModel(work), follow, follow, null) is { } found && found.Violation.Kind == violation.Kind && found.Violation.Rule == violation.Rule ? found : null;
    }

    private Work Taken(Work whole) => traced.Options.Excerpt is { } excerpt ? whole.Take(excerpt) : whole;

    private ScenarioModel NewModel(Work work) =>
        current = new ScenarioModel(work.Scenario, catalog, traced.Options with { Untimed = true, AtOnce = traced.Scenario.Mode == RunMode.Timed }, work.Inputs, traced.Seed, StepBound);

    /// <summary>Twenty times the trace, as in an exploration twenty times the default order.</summary>
    private long StepBound => untimed.Bounds.Steps ?? Math.Max(10_000, traced.Trace.Steps.Count * 20L);

    private static Counterexample? Run(ScenarioModel model, IStrategy strategy, IStepRecorder recorder, long? maxSteps)
    {
        model.Begin(strategy);
        model.World.Recorder = recorder;
        model.World.Run(maxSteps ?? model.StepBound);
        model.World.Recorder = null;
        return model.Judge() is { } violation ? Counterexample.Of(violation, 0, model.World) : null;
    }
}
