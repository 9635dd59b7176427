using DmaActors.Lab.Reports.Exports;
using Spectre.Console;
using static DmaActors.Cli.Output.Quantities;

namespace DmaActors.Cli.Output;

/// <summary>Says where an export is, and with what it is opened.</summary>
internal static class ExportText
{
    public static void Write(IAnsiConsole console, ExportedRun run, ExportFormat format, string file)
    {
        console.MarkupLine(Markup.Escape($"{Path(file)}: {Count(run.History.Steps.Count, "step", "steps")} of {run.Actors.Count} actors. {Reader(format)}"));
        if (format == ExportFormat.Mermaid && new FileInfo(file).Length > MermaidDiagram.UsualLimit)
            console.MarkupLine(Markup.Escape($"That is more text than Mermaid reads unless its maxTextSize is raised above {Count(MermaidDiagram.UsualLimit)}; a trace of `dmasim explore` is short."));
    }

    public static void WriteCutShort(IAnsiConsole console, ExportedRun run) =>
        console.MarkupLine($"[yellow bold]CUT SHORT[/]: the trace has no end line. What there is of it, {Count(run.History.Steps.Count, "step", "steps")}, is exported.");

    private static string Reader(ExportFormat format) => format switch
    {
        ExportFormat.Mermaid => "Paste it into a ```mermaid fence, or into mermaid.live.",
        ExportFormat.Perfetto => "Open it at ui.perfetto.dev or chrome://tracing.",
        _ => "It is for scripts: dmasim.steps/1.",
    };
}
