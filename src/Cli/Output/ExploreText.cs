using DmaActors.Lab.Exploring;
using DmaActors.Lab.Loading;
using DmaActors.Lab.Reports;
using DmaActors.Lab.Traces;
using Spectre.Console;
using static DmaActors.Cli.Output.Quantities;

namespace DmaActors.Cli.Output;

/// <summary>The report of an exploration for a reader.</summary>
internal sealed class ExploreText(IAnsiConsole console)
{
    private const int LabelWidth = 14;

    /// <summary>Of those that made dpor take most schedules, for who wants to have fewer.</summary>
    private const int MostRaces = 3;

    /// <param name="report">The exploration.</param>
    /// <param name="title">The title of its scenario.</param>
    /// <param name="nondeterminism">What <c>--allow-nondeterminism</c> let pass.</param>
    /// <param name="page">Where its report was written; null: nowhere.</param>
    public void Write(ExploreReport report, string title, IReadOnlyList<Nondeterminism> nondeterminism, string? page)
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
        foreach (var whole in report.WholeInstances ?? [])
            Line("not observed", $"{whole.Field}: any two contexts of an instance of {whole.Driver} depend on each other", "yellow");
        Line("steps", $"{Count(campaign.Steps)}; {Count(report.DefaultSteps)} in the default order");
        foreach (var item in nondeterminism)
            Line("not repeatable", $"{item.Place} {item.What}", "yellow");
        if (!campaign.Exhaustive)
        {
            for (var race = 0; race < Math.Min(MostRaces, campaign.Races.Count); race++)
                Line(race == 0 ? "races most" : "", $"{RaceWords.Of(campaign.Races[race])} ({Count(campaign.Races[race].Count, "time", "times")})");
        }

        if (campaign.Unfinished > 0)
            Line("unfinished", $"{Count(campaign.Unfinished, "schedule", "schedules")} reached the step bound", "yellow");
        console.WriteLine();
        foreach (var violation in report.Violations)
            Write(violation);
        WriteEnd(report);
        ReportFile.Tell(console, page);
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
            console.MarkupLine($"  [grey]replay:[/]     {Markup.Escape(ReplayCommand.Of(Path(trace), found.Assemblies.Select(Path)))}");
        console.WriteLine();
    }

    private void WriteEnd(ExploreReport report)
    {
        var outcome = ExploreOutcome.Of(report);
        var colour = outcome.Kind switch
        {
            OutcomeKind.Broken => "red",
            OutcomeKind.Fine => "green",
            _ => "yellow",
        };
        console.MarkupLine($"[{colour} bold]{outcome.Word}[/]: {Markup.Escape(outcome.Text)}.");
    }

    private void Line(string label, string text, string colour = "default") =>
        console.MarkupLine($"  [grey]{Markup.Escape(label.PadRight(LabelWidth))}[/] [{colour}]{Markup.Escape(text)}[/]");
}
