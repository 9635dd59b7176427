using DmaActors.Exploration.Replay;
using DmaActors.Exploration.Shrinking;

namespace DmaActors.Exploration.Explanation;

/// <summary>Why a minimal run fails, as far as runs beside it show.</summary>
/// <remarks>Everything in it was run: nothing is derived from what steps are thought to depend on.</remarks>
public sealed record Diagnosis
{
    public required MinimalRun Minimal { get; init; }

    /// <summary>All steps of the minimal run.</summary>
    public required IReadOnlyList<NamedStep> Steps { get; init; }

    /// <summary>How many of them a reader has before him: all but the replies beside which nothing else could have been next.</summary>
    public int StepsToRead => Steps.Count(step => !step.IsForcedReply);

    /// <summary>The races without any of which the run does not show the violation. Empty: it fails in the default order, and no order is to blame.</summary>
    public required IReadOnlyList<RacingPair> Pairs { get; init; }

    public required Certainty Certainty { get; init; }

    public Violation Violation => Minimal.Run.Violation;

    /// <summary>A run that passes and is as near as can be; null: none was found.</summary>
    public NeighbourRun? Passing => Pairs.Select(pair => pair.Neighbour).LastOrDefault(run => run.Passes) ?? (Certainty.Escape is { Passes: true } escape ? escape : null);
}
