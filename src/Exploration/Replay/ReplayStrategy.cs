using DmaActors.Simulation;

namespace DmaActors.Exploration.Replay;

/// <summary>
/// Gives the answers of a tape again. It checks each question and not only the answer: the same kind, as many options, and that what is chosen is what was
/// chosen then.
/// </summary>
/// <param name="choices">The answers, in order.</param>
public sealed class ReplayStrategy(IReadOnlyList<Choice> choices) : IStrategy
{
    private int next;

    public string Description => $"replay of {choices.Count} choices";

    public void Begin() => next = 0;

    public int NextStep(ReadOnlySpan<StepId> enabled)
    {
        var choice = Next(ChoiceKind.Step, enabled.Length, "step");
        var chosen = enabled[choice.Chosen];
        if (chosen.Point != choice.Point)
            throw new ReplayDivergedException(next, $"the step with point {choice.Point:x8}", $"{chosen} with point {chosen.Point:x8}");
        return choice.Chosen;
    }

    public int NextValue(ChoicePoint point, int options, int defaultOption)
    {
        var choice = Next(ChoiceKind.Value, options, point.Name);
        if (point.Point != choice.Point)
            throw new ReplayDivergedException(next, $"a value for point {choice.Point:x8}", $"a value for '{point.Name}' ({point.Point:x8})");
        return choice.Chosen;
    }

    private Choice Next(ChoiceKind kind, int options, string what)
    {
        if (next == choices.Count)
            throw new ReplayDivergedException(next + 1, "no further choice", $"a choice among {options} for {what}");
        var choice = choices[next++];
        if (choice.Kind != kind || choice.Options != options)
            throw new ReplayDivergedException(next, $"a {choice.Kind} among {choice.Options}", $"a {kind} among {options} for {what}");
        return choice;
    }
}
