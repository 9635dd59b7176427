using System.Globalization;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Traces;

namespace DmaActors.Lab.Reports;

/// <summary>Makes the report of an explained trace. Its smallest run is run once more for that, so its session must not be over.</summary>
public static class ExplainPage
{
    /// <param name="report">The explanation of a run, or of one that follows its trace by name.</param>
    /// <param name="trace">The file of the trace.</param>
    /// <param name="assemblies">The files of the user's drivers and devices.</param>
    public static Report Of(ExplainReport report, string trace, IReadOnlyList<string> assemblies)
    {
        var explained = report.ByName?.Report ?? report;
        return new Report
        {
            Title = Path.GetFileName(trace),
            Scenario = report.Scenario,
            Seed = report.Seed,
            Outcome = OutcomeOf(report, explained),
            Figures = [("trace", trace), ("steps", Count(report.Steps)), .. Followed(report)],

            // The trace leaves the run, so it is no replay of what is shown.
            Violations = [.. Violations(explained, report.Divergence is null ? ReplayCommand.Of(trace, assemblies) : null)],
        };
    }

    private static Outcome OutcomeOf(ExplainReport report, ExplainReport explained)
    {
        if (explained.Violation is not null)
            return new Outcome(OutcomeKind.Broken, "BROKEN", explained.Diagnosis is null ? "it is not known why" : "explained by the smallest run that shows it");
        if (explained.IsCutShort)
            return new Outcome(OutcomeKind.Open, "CUT SHORT", "the trace ends before its run did, and nothing is wrong in what there is of it");
        return report.Divergence is null
            ? new Outcome(OutcomeKind.Fine, "OK", "nothing is wrong with this run")
            : new Outcome(OutcomeKind.Open, "DIFFERS", "nothing is wrong with the run that follows the trace by name");
    }

    private static IEnumerable<(string Name, string Value)> Followed(ExplainReport report)
    {
        if (report.Divergence is { } divergence)
            yield return ("differs", $"from step {Count(divergence.Step)} on: {divergence.Found}");
        if (report.ByName is { } byName)
            yield return ("by name", $"{Count(byName.Followed)} steps of the trace still happen, and {Count(byName.Extra)} others");
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static IEnumerable<ReportedViolation> Violations(ExplainReport report, string? replay)
    {
        if (report.Diagnosis is { } diagnosis)
        {
            yield return ExplorePage.Of(diagnosis, replay);
        }
        else if (report.Violation is { } violation)
        {
            yield return new ReportedViolation
            {
                Rule = violation.Rule,
                Where = violation.Where,
                Step = violation.Step,
                Text = violation.Text,
                Sentence = report.Obstacle is { } obstacle ? $"It is not explained: {obstacle}." : "It was stopped before it was known why.",
                Replay = replay,
            };
        }
    }
}
