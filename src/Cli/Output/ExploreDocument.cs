using System.Globalization;
using DmaActors.Cli.CommandLine;
using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Lab.Exploring;

namespace DmaActors.Cli.Output;

/// <summary>The answer of <c>dmasim explore</c>.</summary>
internal sealed record ExploreDocument : Document
{
    public required string Strategy { get; init; }

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

    /// <summary>Schedules that reached the step bound.</summary>
    public required long Unfinished { get; init; }

    public required long DefaultSteps { get; init; }

    public required double WallSeconds { get; init; }

    public required IReadOnlyList<ViolationItem> Violations { get; init; }

    public static ExploreDocument Of(ExploreReport report)
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
            Schedules = campaign.Schedules,
            Steps = campaign.Steps,
            SchedulesPerSecond = campaign.Elapsed > TimeSpan.Zero ? campaign.Schedules / campaign.Elapsed.TotalSeconds : 0,
            Exhaustive = campaign.Exhaustive,
            End = Verdicts.Spell(campaign.End.ToString()),
            Classes = campaign.Classes,
            Blocked = campaign.Blocked,
            Unfinished = campaign.Unfinished,
            DefaultSteps = report.DefaultSteps,
            WallSeconds = campaign.Elapsed.TotalSeconds,
            Violations = [.. report.Violations.Select(ViolationItem.Of)],
        };
    }

    /// <summary>1 if anything was broken; 3 if the user stopped it before that.</summary>
    public static int ExitCodeOf(ExploreReport report)
    {
        if (!report.Ok)
            return ExitCode.Broken;
        return report.Campaign.End is CampaignEnd.Cancelled or CampaignEnd.StepBound ? ExitCode.EndedEarly : ExitCode.Fine;
    }

    internal static string Name(ViolationKind kind) => Verdicts.Spell(kind.ToString());
}

/// <summary>One kind of violation.</summary>
internal sealed record ViolationItem(string Rule, string Verdict, string Where, string Text, long Schedule, long Step, long Steps, string? Trace, string TraceHash)
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
            found.TracePath,
            example.Digest.ToString("x16", CultureInfo.InvariantCulture));
    }
}
