using System.Globalization;
using System.Text.Json.Serialization;
using DmaActors.Cli.CommandLine;
using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Reduction;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Loading;

namespace DmaActors.Cli.Output;

/// <summary>The answer of <c>dmasim explore</c>.</summary>
internal sealed record ExploreDocument : Document
{
    private const int MostRaces = 10;

    public required string Strategy { get; init; }

    /// <summary>The only rule that was looked for; null: any.</summary>
    public string? Rule { get; init; }

    public required long Schedules { get; init; }

    public required long Steps { get; init; }

    public required double SchedulesPerSecond { get; init; }

    /// <summary>Whether every schedule of the strategy's space was run.</summary>
    public required bool Exhaustive { get; init; }

    /// <summary>Why it ended: <c>exhausted</c>, <c>violation</c>, <c>schedule-bound</c>, <c>time-bound</c>, <c>step-bound</c>, <c>cancelled</c>.</summary>
    public required string End { get; init; }

    /// <summary>Null where the strategy does not count them.</summary>
    public long? Classes { get; init; }

    public long? Blocked { get; init; }

    /// <summary>Drivers with a member that nobody observes, which makes all contexts of an instance depend on one another; null where the strategy does not ask.</summary>
    public IReadOnlyList<WholeInstance>? WholeInstance { get; init; }

    /// <summary>Which steps raced most, of dpor: their orders made most of the classes.</summary>
    public IReadOnlyList<RaceCount>? Races { get; init; }

    /// <summary>Schedules that reached the step bound.</summary>
    public required long Unfinished { get; init; }

    public required long DefaultSteps { get; init; }

    public required double WallSeconds { get; init; }

    public required IReadOnlyList<ViolationItem> Violations { get; init; }

    /// <summary>What <c>--allow-nondeterminism</c> let pass; left out when there is nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ErrorItem>? Nondeterminism { get; init; }

    public static ExploreDocument Of(ExploreReport report, IReadOnlyList<Nondeterminism> nondeterminism)
    {
        var campaign = report.Campaign;
        return new ExploreDocument
        {
            Schema = "dmasim.explore/1",
            Scenario = report.Scenario,
            Seed = report.Seed.ToString(CultureInfo.InvariantCulture),
            Ok = report.Ok,
            Verdict = report.Ok ? "passed" : Name(report.Violations[0].Counterexample.Violation.Kind),
            TraceHash = report.Ok ? null : report.Violations[0].Counterexample.Digest.ToString("x16", CultureInfo.InvariantCulture),
            Strategy = campaign.Strategy,
            Rule = report.Rule,
            Schedules = campaign.Schedules,
            Steps = campaign.Steps,
            SchedulesPerSecond = campaign.Elapsed > TimeSpan.Zero ? campaign.Schedules / campaign.Elapsed.TotalSeconds : 0,
            Exhaustive = campaign.Exhaustive,
            End = Verdicts.Spell(campaign.End.ToString()),
            Classes = campaign.Classes,
            Blocked = campaign.Blocked,
            WholeInstance = report.WholeInstances,
            Races = campaign.Classes is null ? null : [.. campaign.Races.Take(MostRaces)],
            Unfinished = campaign.Unfinished,
            DefaultSteps = report.DefaultSteps,
            WallSeconds = campaign.Elapsed.TotalSeconds,
            Nondeterminism = nondeterminism.Count == 0 ? null : ErrorItem.Of(nondeterminism.Select(item => item.AsError())),
            Violations = [.. report.Violations.Select(ViolationItem.Of)],
        };
    }

    /// <summary>1 if anything was broken; 3 if the user stopped it before that, or dpor has not come to its end.</summary>
    public static int ExitCodeOf(ExploreReport report)
    {
        if (!report.Ok)
            return ExitCode.Broken;
        var isEarly = report.Campaign is { Classes: not null, Exhaustive: false } or { End: CampaignEnd.Cancelled or CampaignEnd.StepBound };
        return isEarly ? ExitCode.EndedEarly : ExitCode.Fine;
    }

    internal static string Name(ViolationKind kind) => Verdicts.Spell(kind.ToString());
}

/// <summary>One kind of violation.</summary>
/// <param name="Rule">The id of the rule, or the kind where no rule says it.</param>
/// <param name="Verdict">How the run ended.</param>
/// <param name="Where">The context or actor.</param>
/// <param name="Text">What happened, in one sentence.</param>
/// <param name="Schedule">The number of the schedule in which it was found; 0 is the default order.</param>
/// <param name="Step">The step of that schedule in which it was seen.</param>
/// <param name="Steps">Steps of that schedule.</param>
/// <param name="MinimalSteps">Steps of the smallest run that shows it; null: it was stopped before that was known.</param>
/// <param name="MinimalSwitches">Departures of that run from the default order.</param>
/// <param name="Trace">The trace of that run.</param>
/// <param name="TraceHash">The trace hash of the schedule in which it was found.</param>
/// <param name="Explanation">Why it fails.</param>
internal sealed record ViolationItem(
    string Rule, string Verdict, string Where, string Text, long Schedule, long Step, long Steps, long? MinimalSteps, int? MinimalSwitches, string? Trace, string TraceHash, ExplanationItem? Explanation)
{
    public static ViolationItem Of(FoundViolation found)
    {
        var example = found.Counterexample;
        var violation = example.Violation;
        return new ViolationItem(
            violation.Rule,
            ExploreDocument.Name(violation.Kind),
            violation.Where,
            violation.Text,
            example.Schedule,
            violation.Step,
            example.Steps,
            found.Diagnosis?.Run.Steps,
            found.Diagnosis?.Diagnosis.Minimal.Switches,
            found.TracePath,
            example.Digest.ToString("x16", CultureInfo.InvariantCulture),
            found.Diagnosis is { } diagnosis ? ExplanationItem.Of(diagnosis) : null);
    }
}
