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

    /// <summary>The trace ends before its run did: what came after is not known.</summary>
    public bool IsCutShort { get; init; }

    /// <summary>Where the run left the trace: then there is nothing of it to explain, and <see cref="ByName"/> has what comes of following it. Null: it did not.</summary>
    public ReplayDivergence? Divergence { get; init; }

    /// <summary>After a divergence: the run with the steps of the trace by their names, as far as they still happen.</summary>
    public ExplainedByName? ByName { get; init; }

    /// <summary>What is wrong with the run of the trace; null: nothing.</summary>
    public Violation? Violation { get; init; }

    /// <summary>Why; null: it could not be found out, as <see cref="Obstacle"/> says, or was cancelled.</summary>
    public ScenarioDiagnosis? Diagnosis { get; init; }

    /// <summary>Why a violation is not explained; null: it is, or there is none.</summary>
    public string? Obstacle { get; init; }
}

/// <summary>What an explanation of a run has come to that follows a trace by name.</summary>
/// <param name="Followed">Steps of the trace that it has.</param>
/// <param name="Extra">Steps that it has and the trace has not.</param>
/// <param name="Report">The run and why it fails; it has no divergence.</param>
public sealed record ExplainedByName(long Followed, long Extra, ExplainReport Report);
