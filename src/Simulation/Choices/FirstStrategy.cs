namespace DmaActors.Simulation;

/// <summary>The tamest run: always the oldest message, always the default value.</summary>
public sealed class FirstStrategy : IBlindStrategy
{
    public string Description => "first";

    public void Begin()
    {
    }

    public int NextStep(ReadOnlySpan<StepId> enabled) => 0;

    public int NextStep(int enabled) => 0;

    public int NextValue(ChoicePoint point, int options, int defaultOption) => defaultOption;
}
