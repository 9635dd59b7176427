using DmaActors.Framework.Rules;
using DmaActors.Lab.Loading;
using DmaActors.Lab.Running;
using DmaActors.Simulation;
using Spectre.Console;
using static DmaActors.Cli.Output.Quantities;

namespace DmaActors.Cli.Output;

/// <summary>The report of a run for a reader: what was done, what was found, and in the last lines whether it was right.</summary>
internal sealed class RunText(IAnsiConsole console)
{
    // Findings of one rule that are told in full; the JSON has more of them.
    private const int ToldOfARule = 3;

    private const int LabelWidth = 14;

    public void Write(RunReport report, string title, ExpectItem? expected, IReadOnlyList<Nondeterminism> nondeterminism)
    {
        console.MarkupLine($"[bold]{Markup.Escape(title)}[/]");
        console.MarkupLine($"[grey]{Markup.Escape(Path(report.Scenario))}, seed {report.Seed}[/]");
        console.WriteLine();
        WriteFigures(report);
        WriteDisks(report);
        foreach (var item in nondeterminism)
            Line("not repeatable", $"{item.Place} {item.What}", "yellow");
        foreach (var file in report.WrittenBack)
            Line("written back", file);
        if (report.TracePath is { } trace)
            Line("trace", trace);
        if (report.TraceHash is { } hash)
            Line("trace hash", hash);
        console.WriteLine();
        WriteFindings(report);
        WriteEnd(report, expected);
    }

    /// <summary>What was wrong, as far as it has a place: drivers that threw, rules, data, who waits for whom.</summary>
    public void WriteFindings(RunReport report)
    {
        foreach (var stopped in report.Stopped)
            WriteStopped(stopped);
        foreach (var rule in report.Findings.GroupBy(finding => finding.Rule.Id))
            WriteRule([.. rule]);
        if (report.FindingCount > report.Findings.Count)
            console.MarkupLine($"... and {Count(report.FindingCount - report.Findings.Count, "finding", "findings")} more.");
        WriteDifference(report);
        foreach (var blocked in report.Blocked)
            console.MarkupLine(Markup.Escape($"  {blocked}"));
    }

    private void WriteFigures(RunReport report)
    {
        var requests = report.Requests == report.RequestsPlanned ? Count(report.Requests) : $"{Count(report.Requests)} of {Count(report.RequestsPlanned)}";
        if (report.Failed > 0)
            requests += $", {Count(report.Failed)} of them failed";
        if (report.Barriers > 0)
            requests += $", beside {Count(report.Barriers)} opens, closes and syncs";
        if (report.TimedOut > 0)
            requests += $", {Count(report.TimedOut)} of them given up by a watchdog that could go off at any moment";
        Line("requests", requests);
        Line("moved", Bytes(report.BytesMoved));
        Line("virtual time", $"{Virtual(report.VirtualTime.Nanoseconds)}, {Count(report.Messages, "message", "messages")}");
        var seconds = report.WallTime.TotalSeconds;
        Line("wall time", seconds > 0 ? $"{Wall(report.WallTime)}, {Rate(report.Requests / seconds)} requests/s, {Rate(report.Messages / seconds)} messages/s" : Wall(report.WallTime));
        var latency = report.Latency;
        if (report.Requests > 0)
            Line("latency", $"p50 {Virtual(latency.P50)}, p90 {Virtual(latency.P90)}, p99 {Virtual(latency.P99)}, p99.9 {Virtual(latency.P999)}, max {Virtual(latency.Max)}");
        if (report.FramesMissed + report.FramesLost > 0)
            Line("frames", $"{Count(report.FramesMissed)} missed for want of a descriptor, {Count(report.FramesLost)} lost in a suspend");
        if (report.Lateness is { } late)
            Line("host", HostText(late));
        var calls = report.Callbacks;
        if (calls.NoResources > 0)
        {
            Line("no resources", $"{Count(calls.NoResources, "call", "calls")}, {Count(calls.Registered, "callback", "callbacks")} registered");
            Line("callbacks", $"{Count(calls.Passes, "pass", "passes")}: {Count(calls.Done)} DONE, {Count(calls.RunOut)} RUNOUT");
        }

        if (calls.CopyBufferBinds > 0)
            Line("copy buffer", $"{Count(calls.CopyBufferBinds, "bind", "binds")}, {Bytes(calls.BytesCopied)} copied");
        if (calls.WindowsMoved > 0)
            Line("windows", $"moved {Count(calls.WindowsMoved, "time", "times")}");
        if (report.Suspends > 0)
            Line("suspended", Count(report.Suspends, "time", "times"));
        if (report.SuspendRefusal is { } refusal)
            Line("not suspended", refusal, "yellow");
        if (report.OverlapWaits > 0)
            Line("overlaps", $"{Count(report.OverlapWaits, "request", "requests")} waited for an earlier one on the same blocks");
    }

    private void WriteDisks(RunReport report)
    {
        foreach (var image in report.Images)
        {
            if (image.Expected == image.Found)
                Line(image.Disk, $"sha256 {image.Found[..16]}..., as if the requests had been applied directly");
            else
                Line(image.Disk, $"sha256 {image.Found[..16]}..., but {image.Expected[..16]}... if the requests had been applied directly", "red");
        }
    }

    private void WriteRule(IReadOnlyList<Finding> findings)
    {
        var rule = findings[0].Rule;
        console.MarkupLine($"[red]{Markup.Escape(rule.Id)}[/] [bold]{Markup.Escape(rule.Title)}[/]");
        foreach (var finding in findings.Take(ToldOfARule))
            console.MarkupLine(Markup.Escape($"  step {Count(finding.Step)}, {finding.Time}, {finding.Where}: {finding.Text}"));
        if (findings.Count > ToldOfARule)
            console.MarkupLine($"  ... and {Count(findings.Count - ToldOfARule)} more of this rule");
        console.MarkupLine($"  [grey]manual:[/] {Markup.Escape(rule.Manual)}");
        console.MarkupLine($"  [grey]cure:[/]   {Markup.Escape(rule.Cure)}");
        console.WriteLine();
    }

    private void WriteStopped(StoppedInstance stopped)
    {
        console.MarkupLine($"[red]{Markup.Escape(stopped.Panic)}[/]");
        console.MarkupLine($"  {Markup.Escape(stopped.Instance)} was {(stopped.IsRestarted ? "stopped, and another instance took its place" : "stopped, and nobody drives its device")}");
        foreach (var item in stopped.Held)
            console.MarkupLine($"  [grey]taken back:[/] {Markup.Escape(item)}");
        console.WriteLine();
    }

    private void WriteDifference(RunReport report)
    {
        if (report.Difference is not { } difference)
            return;
        console.MarkupLine($"[red]Data differ[/] on {Markup.Escape(difference.Disk)}, request {Count(difference.Request)}, at byte {Count(difference.Offset)} of the disk:");
        console.MarkupLine($"  expected 0x{difference.Expected:X2}, from {Markup.Escape(difference.ExpectedFrom)}");
        console.MarkupLine($"  found    0x{difference.Found:X2}");
        console.WriteLine();
    }

    /// <summary>How a run ended: a word, its colour, and why.</summary>
    public static (string Colour, string Word, string Text) EndOf(RunReport report) =>
        report switch
        {
            { Verdict: Verdict.Panic, Stopped.Count: > 0, Images.Count: > 0 } => ("red", "PANIC", Survival(report)),
            { Verdict: Verdict.Panic } => ("red", "PANIC", report.Panic ?? "an exception left driver or device code"),
            { Verdict: Verdict.Deadlock } => ("red", "DEADLOCK", "nothing can happen any more, and something is outstanding"),
            { Verdict: Verdict.Livelock } => ("red", "LIVELOCK", "messages go round for ever"),
            { Verdict: Verdict.Failed } => ("red", "FAILED", Failure(report)),
            { WasCancelled: true } => ("yellow", "STOPPED", "nothing was wrong until then"),
            { Verdict: Verdict.BoundReached } => ("yellow", "BOUND REACHED", "the run took as many steps as it may, and nothing was wrong until then"),
            { Verdict: Verdict.Invalid } => ("yellow", "INVALID", "a fault of the scenario never struck: the run says nothing"),
            _ => ("green", "OK", "every byte is right, and no rule was broken"),
        };

    private void WriteEnd(RunReport report, ExpectItem? expected)
    {
        var (colour, word, text) = EndOf(report);
        console.MarkupLine($"[{colour} bold]{word}[/]: {Markup.Escape(text)}.");
        if (expected is null || report.WasCancelled)
            return;
        var isExpected = expected.Verdict == Verdicts.Name(report.Verdict) && (expected.Rule is null || report.Findings.Any(finding => finding.Rule.Id == expected.Rule));
        var what = Markup.Escape(expected.Rule is null ? expected.Verdict : $"{expected.Verdict} ({expected.Rule})");
        console.MarkupLine(isExpected ? $"That is what the scenario expects: {what}." : $"[yellow]The scenario expects {what}.[/]");
    }

    /// <summary>How far the host fell behind: by that much a watchdog may have fired too early.</summary>
    public static string HostText(VirtualDuration lateness) => $"handled a message {Virtual(lateness.Nanoseconds)} after its time, at worst";

    /// <summary>The machine went on after panics, up to the end.</summary>
    private static string Survival(RunReport report)
    {
        var restarted = report.Stopped.Count(stopped => stopped.IsRestarted);
        var panics = $"{Count(report.Stopped.Count, "panic", "panics")}, {Count(restarted)} of them followed by a restart, and the machine went on";
        return report.Failed + report.FindingCount == 0 ? panics : $"{panics}; {Failure(report)}";
    }

    private static string Failure(RunReport report)
    {
        var parts = new List<string>();
        if (report.FindingCount > 0)
            parts.Add(Count(report.FindingCount, "finding", "findings"));
        if (report.Difference is not null || report.Images.Any(image => image.Expected != image.Found))
            parts.Add("data differ");
        if (report.FirstFailure is { } first)
            parts.Add(first);
        return parts.Count == 0 ? "the run is not as it should be" : string.Join("; ", parts);
    }

    private void Line(string label, string text, string colour = "default") =>
        console.MarkupLine($"  [grey]{Markup.Escape(label.PadRight(LabelWidth))}[/] [{colour}]{Markup.Escape(text)}[/]");
}
