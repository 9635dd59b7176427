using DmaActors.Simulation;

namespace DmaActors.Exploration;

/// <summary>What is explored: it sets itself up in its world for one run after another, and judges each. One thread at a time; every worker has a model of its own.</summary>
public interface IModel
{
    World World { get; }

    /// <summary>The most steps of one run: reaching it is a verdict of its own.</summary>
    long StepBound { get; }

    /// <summary>How much of its work the present run has done: a run that goes round in a circle does none.</summary>
    long Progress => 0;

    /// <summary>Resets the world for a strategy and spawns what is explored. Equal answers of the strategy give equal runs.</summary>
    void Begin(IStrategy strategy);

    /// <summary>The run has ended, in whatever way, also at the bound. What is wrong with it; null: nothing.</summary>
    Violation? Judge();
}
