namespace DmaActors.Drivers.Tests.Manual;

/// <summary>What a test asks of a report.</summary>
internal static class Reports
{
    public static bool Breaks(this RunReport report, string rule) => report.Findings.Any(finding => finding.Rule.Id == rule);

    public static bool Says(this RunReport report, string text) => report.Findings.Any(finding => finding.Text.Contains(text, StringComparison.Ordinal));

    public static bool BreaksOnly(this RunReport report, string rule) => report.FindingCount > 0 && report.Findings.All(finding => finding.Rule.Id == rule);

    /// <summary>A callback is still on the list, and nobody is left who could make it run.</summary>
    public static bool OwesCallback(this RunReport report) => report.Blocked.Any(line => line.Contains("on the list wait", StringComparison.Ordinal));

    /// <summary>Who waits for this condition variable at the end.</summary>
    public static bool WaitsFor(this RunReport report, string what) => report.Blocked.Any(line => line.Contains($"waits for {what}", StringComparison.Ordinal));

    /// <summary>The run as a failing assertion tells it.</summary>
    public static string Tell(this RunReport report) =>
        $"seed {report.Seed}: {report.Verdict}, {report.Requests} of {report.RequestsPlanned}, {report.FirstFailure} {report.Panic} {report.Difference}\n"
        + string.Join("\n", report.Findings.Take(5).Select(finding => $"{finding.Rule.Id} step {finding.Step}: {finding.Text}").Concat(report.Blocked));
}
