using DmaActors.Lab.Hazards;

namespace DmaActors.Cli.Output;

/// <summary>The answer of <c>dmasim hazards</c>.</summary>
internal sealed record HazardsDocument : Document
{
    /// <summary>All that was asked for were surveyed.</summary>
    public required bool Whole { get; init; }

    public required IReadOnlyList<HazardItem> Hazards { get; init; }

    public static HazardsDocument Of(IReadOnlyList<HazardStudy> studies, bool isWhole) => new()
    {
        Ok = studies.All(study => study.IsAsExpected),
        Verdict = studies.All(study => study.IsAsExpected) ? "passed" : "failed",
        Whole = isWhole,
        Hazards = [.. studies.Select(HazardItem.Of)],
    };
}

/// <summary>One hazard.</summary>
/// <param name="Name">Such as <c>9-1.2</c>.</param>
/// <param name="Scenario">As the command line takes it.</param>
/// <param name="Rule">What shows it; null: a claim, which nothing may show.</param>
/// <param name="Expected">It is as it should be.</param>
/// <param name="Hits">How soon each strategy shows it.</param>
/// <param name="MinimalSteps">Of the smallest run that shows it.</param>
/// <param name="MinimalSwitches">Departures of that run from the default order.</param>
/// <param name="StepsToRead">Its steps without the replies beside which nothing else could have been next.</param>
/// <param name="Explanation">Why it fails.</param>
/// <param name="Classes">Classes that dpor explored of what may break nothing: the driver as corrected, or the claim.</param>
/// <param name="Exhaustive">Whether these are all.</param>
internal sealed record HazardItem(
    string Name, string Scenario, string? Rule, bool Expected, IReadOnlyList<HitsItem> Hits, long? MinimalSteps, int? MinimalSwitches, int? StepsToRead, string? Explanation, long? Classes, bool? Exhaustive)
{
    public static HazardItem Of(HazardStudy study) => new(
        study.Hazard.Name,
        study.Hazard.Path,
        study.Hazard.Rule,
        study.IsAsExpected,
        [.. study.Hits.Select(hit => new HitsItem(hit.Strategy.Name, hit.Bound, hit.First))],
        study.Diagnosis?.Run.Steps,
        study.Diagnosis?.Diagnosis.Minimal.Switches,
        study.Diagnosis?.Diagnosis.StepsToRead,
        study.Diagnosis?.Sentence,
        study.Silence?.Campaign.Classes,
        study.Silence?.Campaign.Exhaustive);
}

/// <summary>The number of the first schedule that shows a hazard, for each seed.</summary>
/// <param name="Strategy">Its name.</param>
/// <param name="Bound">The most schedules that were run for it.</param>
/// <param name="First">0 is the default order; null: none of them shows it.</param>
internal sealed record HitsItem(string Strategy, long Bound, IReadOnlyList<long?> First);
