namespace DmaActors.Exploration.Shrinking;

/// <summary>A value that was not the default: a fault that strikes, an unusual size.</summary>
/// <param name="Point">The <see cref="DmaActors.Simulation.ChoicePoint.Point"/>.</param>
/// <param name="Ordinal">Which question at that point, from 1.</param>
/// <param name="Chosen">The answer.</param>
public sealed record OddValue(uint Point, int Ordinal, int Chosen);
