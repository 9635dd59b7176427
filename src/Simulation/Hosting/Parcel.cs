using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation.Hosting;

/// <summary>What one hosted world tells another: a message with all that its delivery needs. Immutable.</summary>
public sealed class Parcel
{
    internal Parcel(ParcelKind kind, ActorRef sender, NameSource senderName, ActorRef receiver, Message? message, long age, long due, Clock? clock)
    {
        Kind = kind;
        Sender = sender;
        SenderName = senderName;
        Receiver = receiver;
        Message = message;
        Age = age;
        Due = due;
        Clock = clock;
    }

    public ActorRef Sender { get; }

    public ActorRef Receiver { get; }

    /// <summary>What is told; null where the parcel asks the runtime for something (watch, unwatch, stop).</summary>
    public Message? Message { get; }

    /// <summary>When it may be delivered at the earliest.</summary>
    public VirtualTime DueTime => new(Due);

    internal ParcelKind Kind { get; }

    /// <summary>The sender may have ended when somebody asks who it was.</summary>
    internal NameSource SenderName { get; }

    internal long Age { get; }

    internal long Due { get; }

    internal Clock? Clock { get; }

    public override string ToString() => Message is null ? $"{Kind} {Receiver}" : $"{SenderName.Name} -> {Receiver}: {Message}";
}

/// <summary>What a parcel is for.</summary>
internal enum ParcelKind : byte
{
    Tell,
    Watch,
    Unwatch,

    /// <summary>The answer to <see cref="Unwatch"/>: no word of the end of that actor follows.</summary>
    Unwatched,
    Stop,
}
