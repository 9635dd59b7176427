using DmaActors.Exploration.Reduction;

namespace DmaActors.Exploration.Campaigns;

/// <summary>What a campaign has run and found.</summary>
public sealed record CampaignReport
{
    /// <summary>The search, with its parameters.</summary>
    public required string Strategy { get; init; }

    public required CampaignEnd End { get; init; }

    /// <summary>Whether every schedule of the search's space was run to its end.</summary>
    public required bool Exhaustive { get; init; }

    /// <summary>Schedules run, the default order not counted.</summary>
    public required long Schedules { get; init; }

    public required long Steps { get; init; }

    /// <summary>Schedules that reached the step bound: of them nothing is known.</summary>
    public required long Unfinished { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>Of each kind the one with the lowest number, in the order of the numbers.</summary>
    public required IReadOnlyList<Counterexample> Violations { get; init; }

    /// <summary>Different orders of dependent steps that were run to their ends, where the search counts them; null: it does not.</summary>
    public long? Classes { get; init; }

    /// <summary>Schedules that were given up because what they would have shown had been seen, where the search does so.</summary>
    public long? Blocked { get; init; }

    /// <summary>Which steps raced, the most frequent first, where the search counts them.</summary>
    public IReadOnlyList<RaceCount> Races { get; init; } = [];
}
