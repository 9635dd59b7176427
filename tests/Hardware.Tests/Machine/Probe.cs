namespace DmaActors.Hardware.Tests.Machine;

/// <summary>An actor that keeps what it receives and does what a test wants in a turn of its own.</summary>
internal sealed class Probe : Actor
{
    public List<(VirtualTime Time, Message Message)> Received { get; } = [];

    /// <summary>Called with every message but <see cref="Do"/>, after it was kept.</summary>
    public Action<ActorContext, Message>? Reaction { get; set; }

    public IEnumerable<T> All<T>()
        where T : Message => Received.Select(entry => entry.Message).OfType<T>();

    protected override void Receive(Message message)
    {
        if (message is Do act)
        {
            act.Act(Context);
            return;
        }

        Received.Add((Context.Now, message));
        Reaction?.Invoke(Context, message);
    }

    /// <summary>Runs in the turn of the probe.</summary>
    public sealed record Do(Action<ActorContext> Act) : Message
    {
        public override void Digest(ref TraceDigest digest) => digest.Add(1UL);
    }
}
