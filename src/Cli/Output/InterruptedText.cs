using Spectre.Console;

namespace DmaActors.Cli.Output;

/// <summary>What is left to say when a run was ended from outside.</summary>
internal static class InterruptedText
{
    public static void Write(IAnsiConsole console, string? verdict, string? turn, long steps, string explanation)
    {
        if (turn is not null)
            console.MarkupLine($"  step {Quantities.Count(steps)}: {Markup.Escape(turn)}");
        var (colour, word) = verdict is null ? ("yellow", "STOPPED") : ("red", "HANGS");
        console.MarkupLine($"[{colour} bold]{word}[/]: {Markup.Escape(explanation)}.");
    }
}
