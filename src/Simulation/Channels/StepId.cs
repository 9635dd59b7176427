using DmaActors.Simulation.Channels;

namespace DmaActors.Simulation;

/// <summary>A step that may be next: the delivery of the head of one channel. Valid until the next step.</summary>
public readonly struct StepId : IEquatable<StepId>
{
    internal StepId(Channel channel) => Channel = channel;

    internal Channel Channel { get; }

    /// <summary>Who sent the message; a timer or a lock is named with its owner (<c>disk0!watchdog</c>).</summary>
    public string Sender => Channel.Label is { } label ? $"{Channel.From.Name}!{label}" : Channel.From.Name;

    public string Receiver => Channel.To.Name;

    public Message Message => Channel.Head!;

    /// <summary>The age of the message: smaller is older. In untimed mode timers count as younger than all messages.</summary>
    public long Sequence => Channel.Sequence;

    /// <summary>Tells the message from every other of its run.</summary>
    public long Identity => Channel.Born;

    /// <summary>Whether it is a timer that goes off, and no message that is delivered.</summary>
    public bool IsTimer => Channel.IsTimer;

    /// <summary>The channel by name, folded: as it stands on the tape. See <see cref="Choice.Point"/>.</summary>
    public uint Point => Choice.Fold(Channel.Digest);

    /// <summary>The channel by name: sender, timer or lock, receiver.</summary>
    public ulong ChannelDigest => Channel.Digest;

    /// <summary>Its number among everything that was sent or set in this run: tells in which step that was.</summary>
    public long Born => Channel.Born;

    /// <summary>When it became due; in untimed mode only that of timers counts.</summary>
    public VirtualTime Due => new(Channel.Due);

    /// <summary>A timer that fires because nothing else can happen.</summary>
    public bool IsLastResort => Channel is { IsTimer: true, IsLastResort: true };

    /// <summary>The object on which it depends whether the head may be delivered: its lock, or the timers that are due before it. 0: it always may.</summary>
    public ulong GuardObject => Channel.Guard is { } guard ? guard.Key : Channel is { IsTimer: true, IsLastResort: false } ? Footprint.Timers : 0;

    /// <summary>Channel and message type, by name: equal in every run.</summary>
    public ulong Digest => TraceDigest.Join(Channel.Digest, TraceDigest.OfName(Message.GetType().Name));

    /// <summary>Adds what is known of the step before it is taken.</summary>
    public void DeclareFootprint(Footprint footprint)
    {
        if (Channel.To.Actor is { } actor)
            actor.DeclareFootprint(Message, footprint);
        else
            footprint.Reads(Channel.To.Self);
        Channel.Guard?.DeclareDelivery(footprint);
        if (Channel.IsTimer)
            TimerSet.DeclareFiring(Channel, footprint);
    }

    public bool Equals(StepId other) => Channel == other.Channel;

    public override bool Equals(object? obj) => obj is StepId other && Equals(other);

    public override int GetHashCode() => unchecked((int)Channel.Digest);

    public static bool operator ==(StepId left, StepId right) => left.Equals(right);

    public static bool operator !=(StepId left, StepId right) => !left.Equals(right);

    public override string ToString() => $"{Sender} -> {Receiver}: {Message}";
}
