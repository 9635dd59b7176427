using DmaActors.Simulation;

namespace DmaActors.Exploration.Replay;

/// <summary>A step of a run, in words.</summary>
/// <param name="Name">What it is known by in other runs.</param>
/// <param name="Number">Its place in the run, from 1.</param>
/// <param name="Time">The virtual time.</param>
/// <param name="Sender">Who sent the message; a timer or a lock is named with its owner (<c>disk0!watchdog</c>).</param>
/// <param name="Receiver">Who it was delivered to.</param>
/// <param name="Message">The message with its members.</param>
/// <param name="Choices">Answers of the strategy until it was delivered, the one that chose it included.</param>
/// <param name="WasChosen">Whether there was another step that could have been next.</param>
public sealed record NamedStep(StepName Name, long Number, VirtualTime Time, string Sender, string Receiver, string Message, int Choices, bool WasChosen)
{
    /// <summary>What contexts read and wrote of soft state in it, in order.</summary>
    public IReadOnlyList<SoftAccess> SoftState { get; init; } = [];

    /// <summary>The message without its members: <c>Reply</c>, <c>Enter mu</c>.</summary>
    public string MessageType => Message.Split(" {", 2)[0];

    /// <summary>An answer beside which nothing else could have been next: a diagram folds it away.</summary>
    public bool IsForcedReply => MessageType == "Reply" && !WasChosen;

    /// <summary>As a sentence names it.</summary>
    public override string ToString() => $"{Sender} -> {Receiver}: {MessageType}";
}
