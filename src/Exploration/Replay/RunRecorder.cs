using DmaActors.Simulation;

namespace DmaActors.Exploration.Replay;

/// <summary>Keeps every step of a run, in words. Another recorder may look on.</summary>
internal sealed class RunRecorder(World world, IStepRecorder? other = null) : IStepRecorder
{
    private readonly StepNames names = new();
    private int choicesSeen;

    public List<NamedStep> Steps { get; } = [];

    public void OnStep(long step, VirtualTime time, StepId id)
    {
        var choices = world.Tape.Choices;
        // Values are chosen inside a turn, a step between two: at most the last new answer chose this step.
        var wasChosen = choices.Length > choicesSeen && choices[^1].Kind == ChoiceKind.Step;
        choicesSeen = choices.Length;
        Steps.Add(new NamedStep(names.Deliver(id), step, time, id.Sender, id.Receiver, id.Message.ToString()!, choices.Length, wasChosen));
        other?.OnStep(step, time, id);
    }
}
