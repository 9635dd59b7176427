using DmaActors.Exploration.Replay;

namespace DmaActors.Exploration.Histories;

/// <summary>A step of a run, with where its message came from.</summary>
/// <param name="Step">Who was sent what by whom.</param>
/// <param name="SentIn">In which step the message was sent or the timer set, from 1; 0: before the first.</param>
public sealed record HistoryStep(NamedStep Step, long SentIn)
{
    public long Number => Step.Number;

    /// <summary>The actor that sent it: the instance of a context, the owner of a timer or lock.</summary>
    public string From => ActorOf(Step.Sender);

    /// <summary>The actor that handles it: the instance of a context.</summary>
    public string To => ActorOf(Step.Receiver);

    /// <summary>An answer beside which nothing else could have been next.</summary>
    public bool IsForcedReply => !Step.WasChosen && Step.MessageType == "Reply";

    /// <summary>The actor to which a context, timer or lock belongs: <c>disk1</c> for <c>disk1/strategy#1</c> and <c>disk1!mu</c>.</summary>
    public static string ActorOf(string endpoint) => endpoint.IndexOfAny(['/', '!']) is var end and >= 0 ? endpoint[..end] : endpoint;
}
