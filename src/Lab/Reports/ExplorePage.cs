using System.Globalization;
using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Explanation;
using DmaActors.Exploration.Histories;
using DmaActors.Exploration.Replay;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Traces;
using DmaActors.Simulation;

namespace DmaActors.Lab.Reports;

/// <summary>Makes the report of an exploration. The smallest runs and those beside them are run once more for that, so its session must not be over.</summary>
public static class ExplorePage
{
    /// <summary>So many steps of a run are shown: the last ones.</summary>
    public const int MostSteps = 300;

    /// <summary>So many violations are shown with their runs.</summary>
    private const int MostRuns = 6;

    /// <param name="report">The exploration.</param>
    /// <param name="title">The title of its scenario.</param>
    public static Report Of(ExploreReport report, string title) => new()
    {
        Title = title,
        Scenario = report.Scenario,
        Seed = report.Seed,
        Outcome = ExploreOutcome.Of(report),
        Figures = [.. Figures(report)],
        Violations = [.. report.Violations.Select((found, i) => Of(found, withRun: i < MostRuns))],
    };

    /// <summary>An explained violation of one run.</summary>
    /// <param name="diagnosis">The smallest run that shows it.</param>
    /// <param name="replay">The command that runs it again; null: there is none.</param>
    /// <param name="withRun">Whether the run is shown.</param>
    public static ReportedViolation Of(ScenarioDiagnosis diagnosis, string? replay, bool withRun = true)
    {
        var found = diagnosis.Diagnosis;
        var model = found.Minimal.Work.Model;
        var run = diagnosis.Run;
        return new ReportedViolation
        {
            Rule = run.Violation.Rule,
            Title = diagnosis.Rule?.Title,
            Where = run.Violation.Where,
            Step = run.Violation.Step,
            Text = run.Violation.Text,
            Sentence = diagnosis.Sentence,
            Manual = diagnosis.Rule?.Manual,
            Cure = diagnosis.Cure,
            Smallest = $"{Count(run.Steps)} steps, {found.Minimal.Switches} switches away from the default order",
            Replay = replay,
            Races = [.. found.Pairs.Select(Of)],
            Blocked = diagnosis.Blocked,
            CertainAfter = found.Certainty.Step?.Number,
            Run = withRun ? RunHistory.Of(model, run.Choices, run.Steps, run.HasEnded, MostSteps) : null,
            Passing = withRun && found.Passing is { } passing ? RunHistory.Of(model, passing.Choices, passing.Steps.Count, hasEnded: true, MostSteps) : null,
        };
    }

    private static ReportedViolation Of(FoundViolation found, bool withRun)
    {
        var replay = found.TracePath is { } trace ? ReplayCommand.Of(trace, found.Assemblies) : null;
        if (found.Diagnosis is { } diagnosis)
            return Of(diagnosis, replay, withRun);
        var violation = found.Counterexample.Violation;
        return new ReportedViolation
        {
            Rule = violation.Rule,
            Where = violation.Where,
            Step = violation.Step,
            Text = violation.Text,
            Sentence = "It was stopped before it was known why.",
            Replay = replay,
        };
    }

    private static ReportedRace Of(RacingPair pair) => new(
        pair.First.Number,
        pair.Second.Number,
        $"{Describe(pair.First)} came before {Describe(pair.Second)}; the other way round {(pair.Neighbour.Other is { } other ? $"{other.Rule} is broken in its place" : "it passes")}");

    private static string Describe(NamedStep step) => step.Number == 0 ? $"{step}" : $"step {step.Number} ({step})";

    private static IEnumerable<(string Label, string Value)> Figures(ExploreReport report)
    {
        var campaign = report.Campaign;
        yield return ("strategy", campaign.Strategy);
        yield return ("schedules", campaign.Schedules == 0 ? "only the default order" : $"{Count(campaign.Schedules)} in {new VirtualDuration(campaign.Elapsed.Ticks * 100)}");
        if (campaign.Classes is { } classes)
            yield return ("classes", $"{Count(classes)}, and {Count(campaign.Blocked ?? 0)} schedules given up as seen before");
        yield return ("steps", $"{Count(campaign.Steps)}; {Count(report.DefaultSteps)} in the default order");
        if (campaign.Unfinished > 0)
            yield return ("unfinished", $"{Count(campaign.Unfinished)} schedules reached the step bound");
        yield return ("whole space", campaign.Exhaustive ? "yes: every order was run" : "no");
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
