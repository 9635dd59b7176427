using DmaActors.Exploration.Histories;
using DmaActors.Lab.Running;

namespace DmaActors.Lab.Traces;

/// <summary>How a replay ended.</summary>
/// <param name="Run">The run step by step; null when it left the trace at a choice.</param>
/// <param name="Divergence">Where it left the trace; null: it did not.</param>
public sealed record ReplayReport(RunReport? Run, ReplayDivergence? Divergence)
{
    /// <summary>After a divergence: how far the trace could be followed by the names of its steps.</summary>
    public ReplayByName? ByName { get; init; }

    /// <summary>The run as it was taken down; null: nobody asked for it, or it left the trace at a choice.</summary>
    public RunHistory? History { get; init; }

    public bool Ok => Divergence is null;
}

/// <summary>A replay by name: each step is known by its sender, its receiver, the type of its message, and how many of these there were before.</summary>
/// <param name="Run">How that run ended.</param>
/// <param name="Followed">Steps of the trace that it has.</param>
/// <param name="Extra">Steps that it has and the trace has not.</param>
public sealed record ReplayByName(RunReport Run, long Followed, long Extra);
