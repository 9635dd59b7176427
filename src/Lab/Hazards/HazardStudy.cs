using DmaActors.Lab.Exploring;

namespace DmaActors.Lab.Hazards;

/// <summary>What is known of a hazard.</summary>
/// <param name="Hazard">Which.</param>
/// <param name="Hits">How soon each strategy shows it; empty for a claim that does not hold.</param>
/// <param name="Soonest">The strategy that shows it soonest; null: none does, or it is a claim.</param>
/// <param name="Diagnosis">The smallest run that shows it, and why; null: none does.</param>
/// <param name="Silence">What should break nothing, under dpor: the driver as corrected, or a claim. Null: there is nothing of the kind.</param>
/// <param name="Drawn">The same in random orders.</param>
public sealed record HazardStudy(Hazard Hazard, IReadOnlyList<StrategyHits> Hits, StrategyHits? Soonest, ScenarioDiagnosis? Diagnosis, SilentRun? Silence, SilentRun? Drawn)
{
    /// <summary>All is as it should be: what is a defect shows, and what is none does not.</summary>
    public bool IsAsExpected => Hazard.IsClaim == Diagnosis is null && Silence?.Broken is null && Drawn?.Broken is null;
}
