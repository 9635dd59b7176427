using System.Globalization;
using DmaActors.Lab.Exploring;

namespace DmaActors.Lab.Reports;

/// <summary>Makes the report of an explained trace. Its smallest run is run once more for that, so its session must not be over.</summary>
public static class ExplainPage
{
    /// <param name="report">The explanation of a run that did not leave its trace.</param>
    /// <param name="trace">The file of the trace.</param>
    public static Report Of(ExplainReport report, string trace) => new()
    {
        Title = Path.GetFileName(trace),
        Scenario = report.Scenario,
        Seed = report.Seed,
        Outcome = report.Violation is null
            ? new Outcome(OutcomeKind.Fine, "OK", "nothing is wrong with this run")
            : new Outcome(OutcomeKind.Broken, "BROKEN", report.Diagnosis is null ? "it is not known why" : "explained by the smallest run that shows it"),
        Figures = [("trace", trace), ("steps", report.Steps.ToString("N0", CultureInfo.InvariantCulture))],
        Violations = [.. Violations(report, $"dmasim replay {trace}")],
    };

    private static IEnumerable<ReportedViolation> Violations(ExplainReport report, string replay)
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
