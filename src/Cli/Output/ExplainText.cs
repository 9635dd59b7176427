using DmaActors.Lab.Exploring;
using DmaActors.Lab.Traces;
using Spectre.Console;
using static DmaActors.Cli.Output.Quantities;

namespace DmaActors.Cli.Output;

/// <summary>The explanation of a trace for a reader.</summary>
internal static class ExplainText
{
    public static void Write(IAnsiConsole console, ExplainReport report, string trace, string? page)
    {
        console.MarkupLine($"[bold]{Markup.Escape(trace)}[/], {Count(report.Steps, "step", "steps")}");
        console.MarkupLine($"[grey]{Markup.Escape(Path(report.Scenario))}, seed {report.Seed}[/]");
        console.WriteLine();
        if (report.Divergence is { } divergence)
            Write(console, divergence, report);
        WriteOutcome(console, report.ByName?.Report ?? report);
        ReportFile.Tell(console, page);
    }

    private static void Write(IAnsiConsole console, ReplayDivergence divergence, ExplainReport report)
    {
        console.MarkupLine($"  step {Count(divergence.Step)}");
        console.MarkupLine($"    expected: {Markup.Escape(divergence.Expected)}");
        console.MarkupLine($"    found:    {Markup.Escape(divergence.Found)}");
        console.MarkupLine("[red bold]DIFFERS[/]: up to there the run is as in the trace. Drivers, devices or dmasim have changed since it was made, or the trace was edited.");
        if (report.ByName is not { } byName)
            return;
        var followed = byName.Followed == report.Steps ? "all" : $"{Count(byName.Followed)} of {Count(report.Steps)}";
        console.MarkupLine($"[bold]BY NAME[/]: what follows is of the run with the steps of the trace in their order, as far as they still happen ({followed}, and {Count(byName.Extra, "other", "others")}).");
        console.WriteLine();
    }

    private static void WriteOutcome(IAnsiConsole console, ExplainReport report)
    {
        if (report.Violation is not { } violation)
        {
            console.MarkupLine(report.IsCutShort
                ? $"[yellow bold]CUT SHORT[/]: the trace ends before its run did. There is nothing wrong in what there is of it, {Count(report.Steps, "step", "steps")}."
                : "[green bold]OK[/]: nothing is wrong with this run.");
            return;
        }

        console.MarkupLine($"[red]{Markup.Escape(violation.Rule)}[/] [bold]{Markup.Escape(violation.Where)}[/], step {Count(violation.Step)}");
        console.MarkupLine(Markup.Escape($"  {violation.Text}"));
        if (report.Diagnosis is { } diagnosis)
            new DiagnosisText(console).Write(diagnosis);
        else
            console.MarkupLine($"[yellow bold]NOT EXPLAINED[/]: {Markup.Escape(report.Obstacle ?? "it was stopped before that was known")}.");
    }
}
