using DmaActors.Exploration.Reduction;

namespace DmaActors.Exploration.Campaigns;

/// <summary>How far a campaign has come, so that another can go on from there.</summary>
/// <param name="Pieces">Pieces of the search that are done, from the first on without a gap.</param>
/// <param name="Schedules">Schedules in them.</param>
/// <param name="Steps">Steps of those.</param>
/// <param name="Unfinished">Schedules among them that reached the step bound.</param>
/// <param name="Elapsed">Time spent.</param>
/// <param name="Violations">Of each kind the one with the lowest number.</param>
public sealed record CampaignState(long Pieces, long Schedules, long Steps, long Unfinished, TimeSpan Elapsed, IReadOnlyList<Counterexample> Violations)
{
    /// <summary>Of an exploration by dpor the parts that are done, in any order; the violations are in them.</summary>
    public IReadOnlyList<DonePart> Parts { get; init; } = [];

    public static CampaignState Beginning { get; } = new(0, 0, 0, 0, TimeSpan.Zero, []);
}
