namespace DmaActors.Simulation;

/// <summary>
/// A strategy that follows a run step by step: it is asked before each, also where only one is enabled, and may end the run (<see cref="RunStatus.Abandoned"/>).
/// </summary>
public interface IStepwiseStrategy : IStrategy
{
    /// <summary>The answer that ends the run.</summary>
    const int Abandon = -1;
}
