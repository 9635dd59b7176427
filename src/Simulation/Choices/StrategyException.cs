namespace DmaActors.Simulation;

/// <summary>A strategy cannot answer: the run ends, and it is nobody's panic.</summary>
public abstract class StrategyException(string message) : Exception(message);
