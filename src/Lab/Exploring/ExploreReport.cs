using DmaActors.Exploration.Campaigns;

namespace DmaActors.Lab.Exploring;

/// <summary>What an exploration has come to.</summary>
public sealed record ExploreReport
{
    public required string Scenario { get; init; }

    public required ulong Seed { get; init; }

    public required CampaignReport Campaign { get; init; }

    /// <summary>Steps of the default order; the bound of a run is twenty times that.</summary>
    public required long DefaultSteps { get; init; }

    public required IReadOnlyList<FoundViolation> Violations { get; init; }

    public bool Ok => Violations.Count == 0;
}

/// <summary>A violation, with its trace.</summary>
/// <param name="Counterexample">The run.</param>
/// <param name="TracePath">Where its trace is; null: nowhere.</param>
public sealed record FoundViolation(Counterexample Counterexample, string? TracePath);
