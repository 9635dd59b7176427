namespace DmaActors.Verifier.Tests.Support;

/// <summary>What a test says of the end of a run.</summary>
internal static class Outcomes
{
    /// <summary>The run failed because of this rule and of no other. Gives its first finding.</summary>
    public static Finding BreaksOnly(this RunReport report, string rule)
    {
        Assert.Null(report.Panic);
        Assert.True(report.FindingCount > 0, $"no finding, verdict {report.Verdict}: {report.FirstFailure} {string.Join("; ", report.Blocked)}");
        Assert.True(report.Findings.All(finding => finding.Rule.Id == rule), Text(report));
        Assert.Equal(Verdict.Failed, report.Verdict);
        return report.Findings[0];
    }

    /// <summary>The run went to its end, and no rule was broken, whatever became of the requests.</summary>
    public static RunReport BreaksNothing(this RunReport report)
    {
        Assert.Null(report.Panic);
        Assert.True(report.FindingCount == 0, Text(report));
        return report;
    }

    /// <summary>Every byte arrived, and no rule was broken.</summary>
    public static RunReport Passes(this RunReport report)
    {
        report.BreaksNothing();
        Assert.True(report.Verdict == Verdict.Passed, $"{report.Verdict}: {report.FirstFailure} {report.Difference} {string.Join("; ", report.Blocked)}");
        return report;
    }

    /// <summary>Code of a driver or device threw; the words for the user.</summary>
    public static string Panics(this RunReport report)
    {
        Assert.Equal(Verdict.Panic, report.Verdict);
        Assert.NotNull(report.Panic);
        Assert.DoesNotContain("   at ", report.Panic, StringComparison.Ordinal);
        return report.Panic;
    }

    /// <summary>Nothing could happen any more; who waits for what.</summary>
    public static IReadOnlyList<string> Deadlocks(this RunReport report)
    {
        Assert.Null(report.Panic);
        Assert.True(report.FindingCount == 0, Text(report));
        Assert.Equal(Verdict.Deadlock, report.Verdict);
        Assert.NotEmpty(report.Blocked);
        return report.Blocked;
    }

    public static string Text(RunReport report) =>
        string.Join("\n", report.Findings.Select(finding => $"{finding.Rule.Id} {finding.Where}, step {finding.Step}: {finding.Text}")) + $"\n{report.FindingCount} in all, {report.Verdict}";
}
