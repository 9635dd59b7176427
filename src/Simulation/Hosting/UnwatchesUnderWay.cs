namespace DmaActors.Simulation.Hosting;

/// <summary>
/// Whom actors of a world no longer watch in others that have not confirmed it yet. The word of an end that was under way meanwhile comes before that confirmation, and is for nobody:
/// in one world it would have been taken back.
/// </summary>
internal sealed class UnwatchesUnderWay
{
    private readonly List<(ActorRef Watcher, Message End)> pending = [];

    public void Begin(ActorRef watcher, Terminated end) => pending.Add((watcher, end));

    public void Confirm(Parcel confirmation) => pending.Remove((confirmation.Receiver, confirmation.Message!));

    /// <summary>Whether this is the word of an end that its receiver does not want to hear any more.</summary>
    public bool Cover(Parcel parcel) => pending.Count > 0 && parcel.Message is Terminated && pending.Contains((parcel.Receiver, parcel.Message));
}
