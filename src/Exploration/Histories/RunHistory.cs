using DmaActors.Exploration.Replay;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Histories;

/// <summary>A run as one can look at it afterwards: its steps, and what every actor held between them.</summary>
public sealed record RunHistory
{
    /// <summary>The steps that were kept, in order: all of them, or those from some step on.</summary>
    public required IReadOnlyList<HistoryStep> Steps { get; init; }

    /// <summary>Steps before the first that was kept.</summary>
    public required long Skipped { get; init; }

    /// <summary>The actors, in the order in which they were spawned.</summary>
    public required IReadOnlyList<string> Actors { get; init; }

    /// <summary>All that any actor held at any time. Those of one actor and group may lie apart.</summary>
    public required IReadOnlyList<StateKey> Keys { get; init; }

    /// <summary>What changed: first up to the first step that was kept, then in each of them. Empty if nobody looked.</summary>
    public required IReadOnlyList<IReadOnlyList<StateChange>> Changes { get; init; }

    /// <summary>Runs a model by a tape and takes it down.</summary>
    /// <param name="model">The model.</param>
    /// <param name="choices">The tape.</param>
    /// <param name="steps">Its length.</param>
    /// <param name="hasEnded">The run came to its own end, and was not cut off there.</param>
    /// <param name="most">So many steps are kept: the last ones.</param>
    public static RunHistory Of(IModel model, IReadOnlyList<Choice> choices, long steps, bool hasEnded, int most)
    {
        var recorder = new HistoryRecorder(model.World) { FirstStep = Math.Max(1, steps - most + 1) };
        ModelRun.Of(model, new ReplayStrategy(choices), recorder, hasEnded ? null : steps);
        return recorder.Finish();
    }
}
