namespace DmaActors.Exploration.Reduction;

/// <summary>Steps that differ only in when they are taken.</summary>
/// <param name="Sender">Who sends the message, contexts without their numbers; of a timer or lock with its name: <c>disk0!mu</c>.</param>
/// <param name="Receiver">Who is sent it.</param>
/// <param name="MessageType">What is sent; null: it was looked at only as if it came, and never does.</param>
public sealed record StepKind(string Sender, string Receiver, string? MessageType);
