using DmaActors.Exploration;
using DmaActors.Lab.Traces;

namespace DmaActors.Lab.Exploring;

/// <summary>What an explanation of a trace has come to.</summary>
public sealed record ExplainReport
{
    public required string Scenario { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Steps of the trace.</summary>
    public required long Steps { get; init; }

    /// <summary>Where the run left the trace: then there is nothing to explain. Null: it did not.</summary>
    public ReplayDivergence? Divergence { get; init; }

    /// <summary>What is wrong with the run of the trace; null: nothing.</summary>
    public Violation? Violation { get; init; }

    /// <summary>Why; null: it could not be found out, as <see cref="Obstacle"/> says, or was cancelled.</summary>
    public ScenarioDiagnosis? Diagnosis { get; init; }

    /// <summary>Why a violation is not explained; null: it is, or there is none.</summary>
    public string? Obstacle { get; init; }
}
