using System.Globalization;
using DmaActors.Exploration.Campaigns;
using DmaActors.Lab.Reports;

namespace DmaActors.Lab.Exploring;

/// <summary>Says how an exploration has ended, and what that means.</summary>
public static class ExploreOutcome
{
    public static Outcome Of(ExploreReport report)
    {
        var campaign = report.Campaign;
        var never = report.Rule is { } rule ? $"{rule}, which alone was looked for, was not seen" : "no rule was broken";
        return report switch
        {
            { Ok: false } => new Outcome(OutcomeKind.Broken, "BROKEN", Count(report.Violations.Count, "kind of violation", "kinds of violations")),
            { Campaign.Exhaustive: true } => new Outcome(OutcomeKind.Fine, "OK", campaign.Classes is { } all ? $"explored all {Count(all)} classes: {never}" : $"explored all of {campaign.Strategy}: {never}"),
            { Campaign.End: CampaignEnd.StepBound } => new Outcome(OutcomeKind.Open, "BOUND REACHED", $"the default order has not ended after {Count(report.DefaultSteps)} steps, so nothing was explored: give the workload an end, or the scenario a bound (`bounds: {{ steps: N }}`) beyond it"),
            { Campaign.End: CampaignEnd.Cancelled } => new Outcome(OutcomeKind.Open, "STOPPED", $"{never} until then"),
            { Campaign.Classes: { } some } => new Outcome(OutcomeKind.Open, "NOT ALL", $"{Count(some)} classes explored, not all: {never} in them"),
            _ => new Outcome(OutcomeKind.Fine, "OK", $"{never} in {Count(campaign.Schedules, "schedule", "schedules")}; that is no proof for the others"),
        };
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";
}
