namespace DmaActors.Simulation;

/// <summary>Answers the two questions to which everything undetermined in a world comes down.</summary>
public interface IStrategy
{
    /// <summary>What this strategy is, with its parameters and seed, for reports.</summary>
    string Description { get; }

    /// <summary>Runs before each run.</summary>
    void Begin();

    /// <summary>Which of the enabled steps is next: an index. Asked only when there are two or more. The oldest message is first.</summary>
    int NextStep(ReadOnlySpan<StepId> enabled);

    /// <summary>Which value: <c>0 .. options - 1</c>, of which 0 is the tame one.</summary>
    int NextValue(ChoicePoint point, int options, int defaultOption);
}
