using DmaActors.Cli.Running;
using DmaActors.Lab.Traces;
using Spectre.Console;
using static DmaActors.Cli.Output.Quantities;

namespace DmaActors.Cli.Output;

/// <summary>The report of a replay for a reader.</summary>
internal static class ReplayText
{
    public static void Write(IAnsiConsole console, ReplayReport report, ReplaySession session, ReplayRequest request, IReadOnlyList<ActorState> shown, string? page = null)
    {
        console.MarkupLine($"[bold]{Markup.Escape(request.Trace)}[/], {Count(session.Steps, "step", "steps")}");
        console.MarkupLine($"[grey]{Markup.Escape(Path(session.Scenario))}[/]");
        console.WriteLine();
        if (report.Divergence is { } divergence)
        {
            console.MarkupLine($"  step {Count(divergence.Step)}");
            console.MarkupLine($"    expected: {Markup.Escape(divergence.Expected)}");
            console.MarkupLine($"    found:    {Markup.Escape(divergence.Found)}");
            console.MarkupLine("[red bold]DIFFERS[/]: up to there the run is as in the trace. Drivers, devices or dmasim have changed since it was made, or the trace was edited.");
            if (report.ByName is { } byName)
                WriteByName(console, byName, session);
            return;
        }

        if (report.Run is not { } run)
            return;
        foreach (var state in shown)
            WriteState(console, state, run.Messages);
        new RunText(console).WriteFindings(run);
        if (run.WasCancelled)
            console.MarkupLine($"[yellow bold]STOPPED[/]: the first {Count(run.Messages, "step", "steps")} are as in the trace.");
        else if (request.To is { } last)
            console.MarkupLine($"[green bold]AS IN THE TRACE[/] up to step {Count(last)} of {Count(session.Steps)}.");
        else if (session.IsCutShort)
            console.MarkupLine($"[yellow bold]CUT SHORT[/]: the trace has no end line. What there is of it, {Count(run.Messages, "step", "steps")}, is as in the trace; verdict {Markup.Escape(Verdicts.Name(run.Verdict))}.");
        else
            console.MarkupLine($"[green bold]REPRODUCED[/]: every step is as in the trace; verdict {Markup.Escape(Verdicts.Name(run.Verdict))}, trace hash {Markup.Escape(run.TraceHash ?? "none")}.");
        ReportFile.Tell(console, page);
    }

    private static void WriteState(IAnsiConsole console, ActorState state, long step)
    {
        console.MarkupLine($"[bold]{Markup.Escape(state.Actor)}[/], after step {Count(step)}");
        if (state.Items.Count == 0)
            console.MarkupLine("  [grey]nothing that it tells[/]");
        foreach (var group in state.Items.GroupBy(item => item.Group))
        {
            console.MarkupLine($"  [grey]{Markup.Escape(group.Key)}[/]");
            var width = group.Max(item => item.Name.Length);
            foreach (var item in group)
                console.MarkupLine(Markup.Escape($"    {item.Name.PadRight(width)}  {item.Value}"));
        }

        console.WriteLine();
    }

    private static void WriteByName(IAnsiConsole console, ReplayByName byName, ReplaySession session)
    {
        var followed = byName.Followed == session.Steps ? "all" : $"{Count(byName.Followed)} of {Count(session.Steps)}";
        console.WriteLine();
        new RunText(console).WriteFindings(byName.Run);
        console.MarkupLine($"[bold]BY NAME[/]: with the steps of the trace in their order, as far as they still happen ({followed}, and {Count(byName.Extra, "other", "others")}), the verdict is {Markup.Escape(Verdicts.Name(byName.Run.Verdict))}.");
    }
}
