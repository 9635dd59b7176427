using DmaActors.Exploration.Campaigns;
using DmaActors.Lab.Exploring;
using Spectre.Console;
using static DmaActors.Cli.Output.Quantities;

namespace DmaActors.Cli.Output;

/// <summary>The report of an exploration for a reader.</summary>
internal sealed class ExploreText(IAnsiConsole console)
{
    private const int LabelWidth = 14;

    public void Write(ExploreReport report, string title)
    {
        var campaign = report.Campaign;
        console.MarkupLine($"[bold]{Markup.Escape(title)}[/]");
        console.MarkupLine($"[grey]{Markup.Escape(Path(report.Scenario))}, seed {report.Seed}[/]");
        console.WriteLine();
        Line("strategy", campaign.Strategy);
        var seconds = campaign.Elapsed.TotalSeconds;
        Line("schedules", campaign.Schedules == 0 ? "only the default order" : $"{Count(campaign.Schedules)} in {Wall(campaign.Elapsed)}, {Rate(campaign.Schedules / seconds)}/s");
        if (campaign.Classes is { } classes)
            Line("classes", $"{Count(classes)}, and {Count(campaign.Blocked ?? 0)} schedules given up as seen before");
        Line("steps", $"{Count(campaign.Steps)}; {Count(report.DefaultSteps)} in the default order");
        if (campaign.Unfinished > 0)
            Line("unfinished", $"{Count(campaign.Unfinished, "schedule", "schedules")} reached the step bound", "yellow");
        console.WriteLine();
        foreach (var violation in report.Violations)
            Write(violation);
        WriteEnd(report);
    }

    private void Write(FoundViolation found)
    {
        var example = found.Counterexample;
        var violation = example.Violation;
        var order = example.Schedule == 0 ? "the default order" : $"schedule {Count(example.Schedule)}";
        console.MarkupLine($"[red]{Markup.Escape(violation.Rule)}[/] [bold]{Markup.Escape(violation.Where)}[/], in {order}, step {Count(violation.Step)} of {Count(example.Steps)}");
        console.MarkupLine(Markup.Escape($"  {violation.Text}"));
        if (found.Diagnosis is { } diagnosis)
            new DiagnosisText(console).Write(diagnosis);
        if (found.TracePath is { } trace)
            console.MarkupLine($"  [grey]replay:[/]     {Markup.Escape($"dmasim replay {Path(trace)}")}");
        console.WriteLine();
    }

    private void WriteEnd(ExploreReport report)
    {
        var campaign = report.Campaign;
        var (colour, word, text) = report switch
        {
            { Ok: false } => ("red", "BROKEN", Count(report.Violations.Count, "kind of violation", "kinds of violations")),
            { Campaign.Exhaustive: true } => ("green", "OK", campaign.Classes is { } all ? $"explored all {Count(all)} classes: no rule was broken" : $"explored all of {campaign.Strategy}: no rule was broken"),
            { Campaign.End: CampaignEnd.StepBound } => ("yellow", "BOUND REACHED", $"the default order has not ended after {Count(report.DefaultSteps)} steps, so nothing was explored: give the workload an end, or the scenario a bound (`bounds: {{ steps: N }}`) beyond it"),
            { Campaign.End: CampaignEnd.Cancelled } => ("yellow", "STOPPED", "nothing was broken until then"),
            { Campaign.Classes: { } some } => ("yellow", "NOT ALL", $"{Count(some)} classes explored, not all: no rule was broken in them"),
            _ => ("green", "OK", $"no rule was broken in {Count(campaign.Schedules, "schedule", "schedules")}; that is no proof for the others"),
        };
        console.MarkupLine($"[{colour} bold]{word}[/]: {Markup.Escape(text)}.");
    }

    private void Line(string label, string text, string colour = "default") =>
        console.MarkupLine($"  [grey]{Markup.Escape(label.PadRight(LabelWidth))}[/] [{colour}]{Markup.Escape(text)}[/]");
}
