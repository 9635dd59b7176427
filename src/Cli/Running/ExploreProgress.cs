using DmaActors.Exploration.Campaigns;
using Spectre.Console;
using static DmaActors.Cli.Output.Quantities;

namespace DmaActors.Cli.Running;

/// <summary>How far an exploration is, on standard error: a line that changes on a terminal, a line now and then in a file, nothing when asked to be quiet.</summary>
internal static class ExploreProgress
{
    /// <summary>Does the work, which tells how far it is, and shows that.</summary>
    public static T Show<T>(IAnsiConsole console, ProgressKind kind, Func<Action<CampaignProgress>?, T> work) => kind switch
    {
        ProgressKind.Bar => console.Status().Start("starting", context => work(now => context.Status(Markup.Escape(Describe(now))))),
        ProgressKind.Lines => ProgressDisplay.Lines<T, CampaignProgress>(console, Describe, work),
        _ => work(null),
    };

    private static string Describe(CampaignProgress now)
    {
        var text = now.Bound is { } bound ? $"{Count(now.Schedules)} of {Count(bound)} schedules" : Count(now.Schedules, "schedule", "schedules");
        text += $", {Rate(now.SchedulesPerSecond)}/s";
        if (now.Classes is { } classes)
            text += $", {Count(classes, "class", "classes")}";
        if (now.Violations > 0)
            text += $", {Count(now.Violations, "violation", "violations")}";
        return now.Left is { } left ? $"{text}, {Math.Max(0, Math.Ceiling(left.TotalSeconds)):0} s left" : text;
    }
}
