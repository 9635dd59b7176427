using DmaActors.Exploration.Campaigns;

namespace DmaActors.Exploration.Reduction;

/// <summary>What a <see cref="DporExploration"/> has found out.</summary>
/// <param name="IsExhaustive">Every class was explored, to its end: what was not found is not there.</param>
/// <param name="Classes">Complete runs, each of another class (Mazurkiewicz trace): no two differ only in the order of independent steps. One can count twice where outcomes of one choice touch different things: what sleeps is a step with all its outcomes.</param>
/// <param name="Blocked">Runs that were given up because everything that follows is known: no classes.</param>
/// <param name="Unfinished">Runs that reached a bound.</param>
/// <param name="Steps">Steps of all runs.</param>
/// <param name="Violations">The first, or the first of each kind, by the number of its schedule.</param>
/// <param name="Races">Which steps raced, the most frequent first.</param>
public sealed record DporResult(bool IsExhaustive, long Classes, long Blocked, long Unfinished, long Steps, IReadOnlyList<Counterexample> Violations, IReadOnlyList<RaceCount> Races)
{
    /// <summary>Runs that were taken.</summary>
    public long Schedules => Classes + Blocked + Unfinished;
}
