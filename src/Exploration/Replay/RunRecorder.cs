using DmaActors.Simulation;

namespace DmaActors.Exploration.Replay;

/// <summary>Keeps every step of a run, in words, and what it does to soft state. Another recorder may look on.</summary>
internal sealed class RunRecorder(World world, IStepRecorder? other = null) : IStepRecorder
{
    private readonly StepNames names = new();
    private readonly List<NamedStep> steps = [];
    private int choicesSeen;

    public SoftStateRecorder SoftState { get; } = new();

    /// <summary>Steps before it are not kept.</summary>
    public long FirstStep { get; init; } = 1;

    /// <summary>The steps so far.</summary>
    public List<NamedStep> Steps
    {
        get
        {
            SoftState.Settle();
            return steps;
        }
    }

    public void OnStep(long step, VirtualTime time, StepId id)
    {
        var choices = world.Tape.Choices;
        // Values are chosen inside a turn, a step between two: at most the last new answer chose this step.
        var wasChosen = choices.Length > choicesSeen && choices[^1].Kind == ChoiceKind.Step;
        choicesSeen = choices.Length;
        var name = names.Deliver(id);
        if (step >= FirstStep)
            steps.Add(new NamedStep(name, step, time, id.Sender, id.Receiver, id.Message.ToString()!, choices.Length, wasChosen) { SoftState = SoftState.NextStep() });
        other?.OnStep(step, time, id);
    }
}
