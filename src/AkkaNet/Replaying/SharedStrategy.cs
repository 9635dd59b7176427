using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Replaying;

/// <summary>The strategy of a run as one of its worlds sees it. The run has begun it: a world that begins later, for an actor that was restarted, goes on where the tape stands.</summary>
internal sealed class SharedStrategy(IStrategy strategy) : IStrategy
{
    public string Description => strategy.Description;

    public void Begin()
    {
    }

    public int NextStep(ReadOnlySpan<StepId> enabled) => strategy.NextStep(enabled);

    public int NextValue(ChoicePoint point, int options, int defaultOption) => strategy.NextValue(point, options, defaultOption);
}
