namespace DmaActors.Exploration.Reduction;

/// <summary>How often the order of two steps made another schedule necessary: what races most makes most of the classes.</summary>
/// <param name="One">The one, by name.</param>
/// <param name="Other">The other.</param>
/// <param name="Count">How often.</param>
public sealed record RaceCount(StepKind One, StepKind Other, long Count);
