using System.Globalization;
using DmaActors.Cli.CommandLine;
using DmaActors.Lab.Exploring;

namespace DmaActors.Cli.Output;

/// <summary>The answer of <c>dmasim explain</c>.</summary>
internal sealed record ExplainDocument : Document
{
    /// <summary>The file of the trace.</summary>
    public required string Trace { get; init; }

    /// <summary>Steps in the trace.</summary>
    public required long Steps { get; init; }

    /// <summary>The trace ends before its run did: where nothing is wrong in what there is of it, it is not known whether anything is.</summary>
    public required bool CutShort { get; init; }

    /// <summary>The first step that was not as in the trace: then there is nothing of it to explain, and <see cref="ByName"/> tells of the run that follows it.</summary>
    public DivergenceItem? Divergence { get; init; }

    /// <summary>After a divergence: the run with the steps of the trace by their names.</summary>
    public ExplainedByNameItem? ByName { get; init; }

    /// <summary>The rule that is broken, or the kind of the violation; null: nothing is wrong.</summary>
    public string? Rule { get; init; }

    public string? Where { get; init; }

    /// <summary>What happened, in one sentence.</summary>
    public string? Text { get; init; }

    /// <summary>Steps of the smallest run that shows it.</summary>
    public long? MinimalSteps { get; init; }

    /// <summary>Departures of that run from the default order.</summary>
    public int? MinimalSwitches { get; init; }

    public ExplanationItem? Explanation { get; init; }

    /// <summary>Why there is no explanation.</summary>
    public string? Obstacle { get; init; }

    public static ExplainDocument Of(ExplainReport report, string trace) => new()
    {
        Schema = "dmasim.explain/1",
        Scenario = report.Scenario,
        Seed = report.Seed.ToString(CultureInfo.InvariantCulture),
        Ok = report is { Divergence: null, Violation: null, IsCutShort: false },
        Verdict = report.Divergence is null ? VerdictOf(report) : null,
        TraceHash = report.Diagnosis?.Run.Digest.ToString("x16", CultureInfo.InvariantCulture),
        Trace = trace,
        Steps = report.Steps,
        CutShort = report.IsCutShort,
        Divergence = report.Divergence is { } divergence ? new DivergenceItem(divergence.Step, divergence.Expected, divergence.Found) : null,
        ByName = report.ByName is { } byName ? ExplainedByNameItem.Of(byName) : null,
        Rule = report.Violation?.Rule,
        Where = report.Violation?.Where,
        Text = report.Violation?.Text,
        MinimalSteps = report.Diagnosis?.Run.Steps,
        MinimalSwitches = report.Diagnosis?.Diagnosis.Minimal.Switches,
        Explanation = report.Diagnosis is { } diagnosis ? ExplanationItem.Of(diagnosis) : null,
        Obstacle = report.Obstacle,
    };

    internal static string VerdictOf(ExplainReport report) => report.Violation is { } violation ? ExploreDocument.Name(violation.Kind) : report.IsCutShort ? Verdicts.Name(Lab.Running.Verdict.BoundReached) : "passed";

    /// <summary>1 if the run fails, or is not the one of the trace; 3 if the trace ends before its run did, and nothing is wrong until then.</summary>
    public static int ExitCodeOf(ExplainReport report) => report switch
    {
        { Divergence: not null } or { Violation: not null } => ExitCode.Broken,
        { IsCutShort: true } => ExitCode.EndedEarly,
        _ => ExitCode.Fine,
    };
}

/// <summary>The run that follows a trace by the names of its steps, and why it fails.</summary>
/// <param name="Followed">Steps of the trace that it has.</param>
/// <param name="Extra">Steps that it has and the trace has not.</param>
/// <param name="Verdict">How it ends.</param>
/// <param name="Rule">The rule that is broken, or the kind of the violation; null: nothing is wrong.</param>
/// <param name="Where">Where.</param>
/// <param name="Text">What happened, in one sentence.</param>
/// <param name="MinimalSteps">Steps of the smallest run that shows it.</param>
/// <param name="MinimalSwitches">Departures of that run from the default order.</param>
/// <param name="Explanation">Why.</param>
/// <param name="Obstacle">Why there is no explanation.</param>
internal sealed record ExplainedByNameItem(
    long Followed, long Extra, string Verdict, string? Rule, string? Where, string? Text, long? MinimalSteps, int? MinimalSwitches, ExplanationItem? Explanation, string? Obstacle)
{
    public static ExplainedByNameItem Of(ExplainedByName byName)
    {
        var report = byName.Report;
        return new ExplainedByNameItem(
            byName.Followed,
            byName.Extra,
            ExplainDocument.VerdictOf(report),
            report.Violation?.Rule,
            report.Violation?.Where,
            report.Violation?.Text,
            report.Diagnosis?.Run.Steps,
            report.Diagnosis?.Diagnosis.Minimal.Switches,
            report.Diagnosis is { } diagnosis ? ExplanationItem.Of(diagnosis) : null,
            report.Obstacle);
    }
}
