using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Replay;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Shrinking;

/// <summary>Runs models to see whether a violation shows, and counts what that costs. The cost is counted in steps and not in time, so that the result is the same everywhere.</summary>
/// <param name="target">The violation.</param>
/// <param name="stepBudget">The most steps, about: after them every run counts as one that does not show it.</param>
/// <param name="cancellation">Looked at before each run.</param>
internal sealed class Trials(Violation target, long stepBudget, CancellationToken cancellation)
{
    public long Runs { get; private set; }

    public long Steps { get; private set; }

    public bool IsExhausted => Steps >= stepBudget;

    /// <summary>The same kind of violation, wherever it is.</summary>
    public bool IsSame(Violation other) => other.Kind == target.Kind && other.Rule == target.Rule;

    /// <summary>Runs a schedule; null: what it is tried for does not show.</summary>
    public Counterexample? Run(IModel model, Schedule schedule)
    {
        var strategy = new ScheduleStrategy(schedule);
        return Run(model, strategy, strategy);
    }

    /// <summary>Runs a strategy; null: what it is tried for does not show.</summary>
    public Counterexample? Run(IModel model, IStrategy strategy, IStepRecorder? recorder)
    {
        cancellation.ThrowIfCancellationRequested();
        if (IsExhausted)
            return null;
        var violation = ModelRun.Of(model, strategy, recorder);
        Runs++;
        Steps += model.World.Steps;
        return violation is not null && IsSame(violation) ? Counterexample.Of(violation, 0, model.World) : null;
    }
}
