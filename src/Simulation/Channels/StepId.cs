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

    /// <summary>The channel by name, folded: as it stands on the tape. See <see cref="Choice.Point"/>.</summary>
    public uint Point => Choice.Fold(Channel.Digest);

    /// <summary>Channel and message type, by name: equal in every run.</summary>
    public ulong Digest => TraceDigest.Join(Channel.Digest, TraceDigest.OfName(Message.GetType().Name));

    public bool Equals(StepId other) => Channel == other.Channel;

    public override bool Equals(object? obj) => obj is StepId other && Equals(other);

    public override int GetHashCode() => unchecked((int)Channel.Digest);

    public static bool operator ==(StepId left, StepId right) => left.Equals(right);

    public static bool operator !=(StepId left, StepId right) => !left.Equals(right);

    public override string ToString() => $"{Sender} -> {Receiver}: {Message}";
}
