using DmaActors.Lab.Exploring;

namespace DmaActors.Lab.Hazards;

/// <summary>How soon a strategy shows a hazard.</summary>
/// <param name="Strategy">Which.</param>
/// <param name="Bound">The most schedules that it was given.</param>
/// <param name="First">The number of the first schedule that shows it, for each seed; for a strategy that draws nothing, one. Null: none does. 0: the default order.</param>
/// <param name="IsExhausted">It has no more schedules than were run.</param>
public sealed record StrategyHits(StrategyInfo Strategy, long Bound, IReadOnlyList<long?> First, bool IsExhausted)
{
    /// <summary>Whether its schedules are drawn, so that it has a seed.</summary>
    public bool IsDrawn => Strategy.Kind is StrategyKind.Random or StrategyKind.Pct;

    /// <summary>The seed with which it shows it soonest; null: none does, or it has no seed.</summary>
    public ulong? BestSeed => IsDrawn && Sorted is [var least, ..] ? (ulong)First.ToList().IndexOf(least) + 1 : null;

    /// <summary>Those that are, in order of size.</summary>
    public IReadOnlyList<long> Sorted => [.. First.OfType<long>().Order()];
}
