using DmaActors.Exploration.Campaigns;

namespace DmaActors.Lab.Exploring;

/// <summary>What an exploration has come to.</summary>
public sealed record ExploreReport
{
    public required string Scenario { get; init; }

    public required ulong Seed { get; init; }

    public required CampaignReport Campaign { get; init; }

    /// <summary>The only rule that was looked for; null: any.</summary>
    public string? Rule { get; init; }

    /// <summary>Drivers whose instances dpor could not look into. Of dpor; null: another strategy, which does not ask.</summary>
    public IReadOnlyList<WholeInstance>? WholeInstances { get; init; }

    /// <summary>Steps of the default order; the bound of a run is twenty times that.</summary>
    public required long DefaultSteps { get; init; }

    public required IReadOnlyList<FoundViolation> Violations { get; init; }

    public bool Ok => Violations.Count == 0;
}

/// <summary>A violation, with its trace.</summary>
/// <param name="Counterexample">The run in which it was found.</param>
/// <param name="Diagnosis">The smallest run that shows it, and why it fails; null: it was stopped before that was known.</param>
/// <param name="TracePath">Where the trace of the smallest run is; null: nowhere.</param>
/// <param name="Assemblies">The files of the drivers and devices that do not come with dmasim: a replay must name them.</param>
public sealed record FoundViolation(Counterexample Counterexample, ScenarioDiagnosis? Diagnosis, string? TracePath, IReadOnlyList<string> Assemblies);
