using DmaActors.Lab.Exploring;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Hazards;

/// <summary>Explores hazards with every strategy. The same numbers come out of it each time: bounds are counts of schedules, never times, and there is one worker.</summary>
/// <param name="catalog">Where drivers and devices are found.</param>
/// <param name="options">How thoroughly.</param>
public sealed class HazardSurvey(Catalog catalog, HazardOptions options)
{
    private volatile ExploreSession? present;

    /// <summary>As <see cref="ExploreSession.CurrentTurn"/>.</summary>
    public string CurrentTurn => present?.CurrentTurn ?? " ";

    /// <summary>As <see cref="ExploreSession.StepsSoFar"/>.</summary>
    public long StepsSoFar => present?.StepsSoFar ?? 0;

    /// <summary>Surveys one.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public HazardStudy Of(Hazard hazard, CancellationToken cancellation)
    {
        if (hazard.IsClaim)
            return new HazardStudy(hazard, [], null, null, Silence(hazard.Scenario, StrategyKind.Dpor, cancellation), Silence(hazard.Scenario, StrategyKind.Random, cancellation));
        var hits = Strategies.All.Select(strategy => HitsOf(hazard, strategy, cancellation)).ToList();
        var soonest = hits.Where(hit => hit.Sorted.Count > 0).MinBy(hit => hit.Sorted[0]);
        var diagnosis = soonest is null ? null : Diagnose(hazard, soonest, cancellation);
        return hazard.Corrected is { } corrected
            ? new HazardStudy(hazard, hits, soonest, diagnosis, Silence(corrected, StrategyKind.Dpor, cancellation), Silence(corrected, StrategyKind.Random, cancellation))
            : new HazardStudy(hazard, hits, soonest, diagnosis, null, null);
    }

    private StrategyHits HitsOf(Hazard hazard, StrategyInfo strategy, CancellationToken cancellation)
    {
        var isDrawn = strategy.Kind is StrategyKind.Random or StrategyKind.Pct;
        var first = new List<long?>();
        var isExhausted = true;
        for (var seed = 1UL; seed <= (isDrawn ? (ulong)options.Seeds : 1); seed++)
        {
            var report = Explore(hazard.Scenario, OptionsOf(strategy.Kind, hazard.Rule) with { Seed = isDrawn ? seed : null }, cancellation);
            first.Add(report.Violations is [var found, ..] ? found.Counterexample.Schedule : null);
            isExhausted &= report.Campaign.Exhaustive;

            // The default order is the same for all seeds.
            if (first[^1] == 0)
                break;
        }

        return new StrategyHits(strategy, BoundOf(strategy.Kind), first, isExhausted);
    }

    /// <summary>Takes the run apart that was found soonest; the smallest run is much the same from whichever it starts.</summary>
    private ScenarioDiagnosis? Diagnose(Hazard hazard, StrategyHits soonest, CancellationToken cancellation)
    {
        var how = OptionsOf(soonest.Strategy.Kind, hazard.Rule) with { Seed = soonest.BestSeed, Diagnose = true };
        return Explore(hazard.Scenario, how, cancellation).Violations[0].Diagnosis;
    }

    private SilentRun Silence(Scenario scenario, StrategyKind strategy, CancellationToken cancellation)
    {
        var report = Explore(scenario, OptionsOf(strategy, Hazard.Never(scenario)), cancellation);
        var broken = report.Violations is [{ Counterexample: var example }, ..] ? $"{example.Violation.Rule}: {example.Violation.Text}" : null;
        return new SilentRun(report.Campaign, broken);
    }

    private long BoundOf(StrategyKind strategy) => strategy == StrategyKind.Dpor ? options.DporSchedules : options.Schedules;

    private ExploreOptions OptionsOf(StrategyKind strategy, string? rule) => new() { Strategy = strategy, Schedules = BoundOf(strategy), Rule = rule, Diagnose = false };

    private ExploreReport Explore(Scenario scenario, ExploreOptions what, CancellationToken cancellation)
    {
        using var session = ExploreSession.Prepare(scenario, catalog, what, out var errors) ?? throw new InvalidOperationException($"{errors[0]}");
        present = session;
        try
        {
            var report = session.Execute(null, cancellation);
            cancellation.ThrowIfCancellationRequested();
            return report;
        }
        finally
        {
            present = null;
        }
    }
}
