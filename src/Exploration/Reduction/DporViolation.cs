using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>A violation, and how to get there again.</summary>
/// <param name="Violation">What is wrong.</param>
/// <param name="Schedule">The number of the schedule, from 1.</param>
/// <param name="Tape">The answers that lead to it; empty where the world records none.</param>
public sealed record DporViolation(Violation Violation, long Schedule, IReadOnlyList<Choice> Tape);
