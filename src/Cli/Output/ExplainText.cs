using DmaActors.Lab.Exploring;
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
        switch (report)
        {
            case { Divergence: { } divergence }:
                console.MarkupLine($"  step {Count(divergence.Step)}");
                console.MarkupLine($"    expected: {Markup.Escape(divergence.Expected)}");
                console.MarkupLine($"    found:    {Markup.Escape(divergence.Found)}");
                console.MarkupLine("[red bold]DIFFERS[/]: it is not the run of the trace, so there is nothing to explain. `dmasim replay` follows it as far as it goes.");
                break;
            case { Violation: null }:
                console.MarkupLine("[green bold]OK[/]: nothing is wrong with this run.");
                break;
            case { Violation: { } violation }:
                console.MarkupLine($"[red]{Markup.Escape(violation.Rule)}[/] [bold]{Markup.Escape(violation.Where)}[/], step {Count(violation.Step)}");
                console.MarkupLine(Markup.Escape($"  {violation.Text}"));
                if (report.Diagnosis is { } diagnosis)
                    new DiagnosisText(console).Write(diagnosis);
                else
                    console.MarkupLine($"[yellow bold]NOT EXPLAINED[/]: {Markup.Escape(report.Obstacle ?? "it was stopped before that was known")}.");
                break;
        }

        ReportFile.Tell(console, page);
    }
}
