using DmaActors.Cli.Running;
using Spectre.Console;
using static DmaActors.Cli.Output.Quantities;

namespace DmaActors.Cli.Output;

/// <summary>The report of a soak for a reader: what was repeated, how memory and actors went, and what was wrong first.</summary>
internal static class SoakText
{
    public static void Write(IAnsiConsole console, SoakReport report, string title)
    {
        console.MarkupLine($"[bold]{Markup.Escape(title)}[/]");
        console.MarkupLine($"[grey]{Markup.Escape(Path(report.Told.Scenario))}, on Akka.NET[/]");
        console.WriteLine();
        Line(console, "rounds", $"{Count(report.Rounds)}, {Count(report.FailedRounds)} of them not as they should be");
        Line(console, "requests", $"{Count(report.Requests)}, {Count(report.Lost)} lost, {Rate(report.Requests / report.RunTime.TotalSeconds)} requests/s, {Rate(report.Messages / report.RunTime.TotalSeconds)} messages/s");
        Line(console, "findings", Count(report.Findings));
        Line(console, "ledger", report.RoundsWithFramesLeft == 0 ? "every page frame came back in every round" : $"page frames were not back after {Count(report.RoundsWithFramesLeft, "round", "rounds")}");
        Line(console, "host", RunText.HostText(report.Lateness));
        Line(console, "wall time", Wall(report.WallTime));
        console.WriteLine();
        console.MarkupLine("  [grey]      time    rounds      memory    resident  actors[/]");
        foreach (var sample in report.Samples)
            console.MarkupLine(Markup.Escape($"  {sample.Seconds,8:0.0} s  {Count(sample.Rounds),8}  {Bytes(sample.ManagedBytes),10}  {Bytes(sample.ResidentBytes),10}  {sample.Actors,6}"));
        console.WriteLine();
        if (!report.Told.Ok)
            new RunText(console).WriteFindings(report.Told);
        WriteEnd(console, report);
    }

    private static void WriteEnd(IAnsiConsole console, SoakReport report)
    {
        var (colour, word, text) = report switch
        {
            { FailedRounds: > 0 } => ("red", "FAILED", $"round with seed {report.Told.Seed}: {Verdicts.Name(report.Told.Verdict)}, {RunText.EndOf(report.Told).Text}"),
            { RoundsWithFramesLeft: > 0 } or { Lost: > 0 } => ("red", "FAILED", "something did not come back"),
            { IsFlat: false } => ("red", "GROWS", "memory or actors grow from round to round"),
            { WasCancelled: true } => ("yellow", "STOPPED", "nothing was wrong until then"),
            _ => ("green", "OK", "every byte of every round is right, no rule was broken, and nothing grows"),
        };
        console.MarkupLine($"[{colour} bold]{word}[/]: {Markup.Escape(text)}.");
    }

    private static void Line(IAnsiConsole console, string label, string text) => console.MarkupLine($"  [grey]{label,-14}[/] {Markup.Escape(text)}");
}
