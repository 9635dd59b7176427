using System.Globalization;
using DmaActors.Lab.Running;
using DmaActors.Lab.Traces;

namespace DmaActors.Lab.Reports;

/// <summary>Makes the report of a replayed trace.</summary>
public static class ReplayPage
{
    /// <param name="replay">A replay that did not leave its trace, with a <see cref="ReplayReport.History"/>.</param>
    /// <param name="title">What the page is called.</param>
    /// <param name="trace">The file of the trace.</param>
    /// <param name="assemblies">The files of the user's drivers and devices.</param>
    public static Report Of(ReplayReport replay, string title, string trace, IReadOnlyList<string> assemblies)
    {
        var run = replay.Run ?? throw new ArgumentException("It has no run.", nameof(replay));
        var violations = Violations(run, replay, ReplayCommand.Of(trace, assemblies)).ToList();
        var kind = violations.Count > 0 ? OutcomeKind.Broken : run.Ok ? OutcomeKind.Fine : OutcomeKind.Open;
        return new Report
        {
            Title = title,
            Scenario = run.Scenario,
            Seed = run.Seed,
            Outcome = new Outcome(kind, run.Verdict.ToString().ToUpperInvariant(), violations.Count == 0 ? "nothing is wrong with this run" : "every step is as in the trace"),
            Figures =
            [
                ("trace", trace),
                ("steps", Count(run.Messages)),
                ("virtual time", run.VirtualTime.ToString()),
                ("requests", $"{Count(run.Requests)} of {Count(run.RequestsPlanned)}"),
                ("trace hash", run.TraceHash ?? "none"),
            ],
            Violations = violations,
        };
    }

    private static IEnumerable<ReportedViolation> Violations(RunReport run, ReplayReport replay, string command)
    {
        var history = replay.History;
        foreach (var finding in run.Findings)
        {
            yield return new ReportedViolation
            {
                Rule = finding.Rule.Id,
                Title = finding.Rule.Title,
                Where = finding.Where,
                Step = finding.Step,
                Text = finding.Text,
                Sentence = $"{finding.Text.TrimEnd('.')}.",
                Manual = finding.Rule.Manual,
                Cure = finding.Rule.Cure,
                Replay = command,
                Blocked = run.Blocked,
                Run = history,
            };

            // One run: it is shown once.
            history = null;
        }

        foreach (var (rule, text) in Others(run))
        {
            yield return new ReportedViolation { Rule = rule, Where = "the machine", Step = run.Messages, Text = text, Sentence = $"{text.TrimEnd('.')}.", Replay = command, Run = history };
            history = null;
        }
    }

    /// <summary>What no rule says.</summary>
    private static IEnumerable<(string Rule, string Text)> Others(RunReport run)
    {
        if (run.Panic is { } panic)
            yield return ("panic", panic);
        if (run.Difference is { } difference)
            yield return ("data", string.Create(CultureInfo.InvariantCulture, $"request {difference.Request} reads 0x{difference.Found:X2} at byte {difference.Offset} of {difference.Disk}, where 0x{difference.Expected:X2} must be, from {difference.ExpectedFrom}"));
        if (run.FirstFailure is { } failure)
            yield return ("request", failure);
        if (run.Verdict == Verdict.Deadlock)
            yield return ("deadlock", string.Join("; ", run.Blocked));
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
