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

    /// <summary>The first step that was not as in the trace: then there is nothing to explain.</summary>
    public DivergenceItem? Divergence { get; init; }

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
        Ok = report is { Divergence: null, Violation: null },
        Verdict = report switch
        {
            { Divergence: not null } => null,
            { Violation: { } violation } => ExploreDocument.Name(violation.Kind),
            _ => "passed",
        },
        TraceHash = report.Diagnosis?.Run.Digest.ToString("x16", CultureInfo.InvariantCulture),
        Trace = trace,
        Steps = report.Steps,
        Divergence = report.Divergence is { } divergence ? new DivergenceItem(divergence.Step, divergence.Expected, divergence.Found) : null,
        Rule = report.Violation?.Rule,
        Where = report.Violation?.Where,
        Text = report.Violation?.Text,
        MinimalSteps = report.Diagnosis?.Run.Steps,
        MinimalSwitches = report.Diagnosis?.Diagnosis.Minimal.Switches,
        Explanation = report.Diagnosis is { } diagnosis ? ExplanationItem.Of(diagnosis) : null,
        Obstacle = report.Obstacle,
    };

    /// <summary>1 if the run fails, or is not the one of the trace.</summary>
    public static int ExitCodeOf(ExplainReport report) => report is { Divergence: null, Violation: null } ? ExitCode.Fine : ExitCode.Broken;
}
