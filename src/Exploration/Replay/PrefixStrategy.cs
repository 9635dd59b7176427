using DmaActors.Simulation;

namespace DmaActors.Exploration.Replay;

/// <summary>Gives the first answers of a tape again, and leaves all further ones to another strategy.</summary>
/// <param name="choices">The tape.</param>
/// <param name="count">How many of its answers are given again.</param>
/// <param name="rest">Who answers then.</param>
internal sealed class PrefixStrategy(IReadOnlyList<Choice> choices, int count, IStrategy rest) : IStrategy
{
    private readonly ReplayStrategy replay = new(choices);
    private int answered;

    public string Description => $"{count} choices of a tape, then {rest.Description}";

    public void Begin()
    {
        answered = 0;
        replay.Begin();
        rest.Begin();
    }

    public int NextStep(ReadOnlySpan<StepId> enabled) => answered++ < count ? replay.NextStep(enabled) : rest.NextStep(enabled);

    public int NextValue(ChoicePoint point, int options, int defaultOption) => answered++ < count ? replay.NextValue(point, options, defaultOption) : rest.NextValue(point, options, defaultOption);
}
