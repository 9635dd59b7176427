namespace DmaActors.Simulation;

/// <summary>Says what it holds, for a reader. Nothing is kept for that: who is never asked pays nothing.</summary>
public interface IDescribed
{
    /// <summary>
    /// Writes what it holds now. It changes nothing, is no access to soft state, and says the same things in the same order whenever it holds the same. Called between two turns.
    /// </summary>
    void Describe(StateWriter state);
}
