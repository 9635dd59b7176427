namespace DmaActors.Simulation;

/// <summary>
/// A strategy that does not look at the steps among which it chooses. It is asked by their number alone: then they need not be laid out, and a choice among a
/// hundred thousand costs little more than one between two.
/// </summary>
public interface IBlindStrategy : IStrategy
{
    /// <summary>Which of so many enabled steps is next: an index. Answers as <see cref="IStrategy.NextStep"/> would.</summary>
    int NextStep(int enabled);
}
