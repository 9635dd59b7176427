using DmaActors.Exploration.Campaigns;

namespace DmaActors.Exploration.Reduction;

/// <summary>A part of the space that is done, and what was found in it: an exploration of the same space need not do it again.</summary>
/// <param name="Part">Its number.</param>
/// <param name="Classes">Complete runs.</param>
/// <param name="Blocked">Runs that were given up because everything that follows is known.</param>
/// <param name="Unfinished">Runs that reached a bound.</param>
/// <param name="Steps">Steps of all of them.</param>
/// <param name="Violations">The first of each kind; schedules are counted within the part.</param>
/// <param name="Races">Which steps raced, the most frequent first.</param>
public sealed record DonePart(int Part, long Classes, long Blocked, long Unfinished, long Steps, IReadOnlyList<Counterexample> Violations, IReadOnlyList<RaceCount> Races)
{
    /// <summary>Runs that were taken.</summary>
    public long Schedules => Classes + Blocked + Unfinished;
}
