using DmaActors.Exploration.Replay;

namespace DmaActors.Exploration.Explanation;

/// <summary>The point after which no way was found around the violation. It was tried and not proved: what was tried is said.</summary>
/// <param name="Step">The step that decided it; null: the run failed whatever was tried, from its beginning.</param>
/// <param name="PutOff">Continuations that were tried from there: the default order, and with each message put off alone.</param>
/// <param name="Random">Continuations in random order that were tried.</param>
/// <param name="Escape">A run that is the same up to that step and then goes another way, and does not show the violation; null with <paramref name="Step"/>.</param>
public sealed record Certainty(NamedStep? Step, int PutOff, int Random, NeighbourRun? Escape);
