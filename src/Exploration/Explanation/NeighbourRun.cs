using DmaActors.Exploration.Replay;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Explanation;

/// <summary>A run that is set beside a failing one.</summary>
/// <param name="Choices">Its tape.</param>
/// <param name="Digest">Its trace hash.</param>
/// <param name="Steps">All of its steps.</param>
/// <param name="Other">What else is wrong with it, never the violation itself; null: it passes.</param>
public sealed record NeighbourRun(IReadOnlyList<Choice> Choices, ulong Digest, IReadOnlyList<NamedStep> Steps, Violation? Other)
{
    public bool Passes => Other is null;
}
