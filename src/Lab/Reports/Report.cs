using DmaActors.Lab.Traces;

namespace DmaActors.Lab.Reports;

/// <summary>What is reported of an exploration, or of one run.</summary>
public sealed record Report
{
    /// <summary>The title of the scenario.</summary>
    public required string Title { get; init; }

    /// <summary>Its file.</summary>
    public required string Scenario { get; init; }

    public required ulong Seed { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>Labels and values, in order.</summary>
    public required IReadOnlyList<(string Label, string Value)> Figures { get; init; }

    public required IReadOnlyList<ReportedViolation> Violations { get; init; }

    public string Version { get; } = TraceHeader.CurrentVersion;
}
