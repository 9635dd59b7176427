using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Shells;

/// <summary>What a shell is told that is no parcel from another world.</summary>
/// <param name="Port">Its port: a message that finds no shell any more can be answered there.</param>
internal abstract record ShellMessage(ShellPort Port);

/// <summary>An actor has begun, or there is more to do and others had a turn meanwhile.</summary>
internal sealed record GoOn(ShellPort Port) : ShellMessage(Port);

/// <summary>An actor that lives here, or did, is told something from outside all worlds.</summary>
internal sealed record FromOutside(ShellPort Port, ActorRef Receiver, Message Message) : ShellMessage(Port);

/// <summary>A head may be due. Each is known by itself: one that was cancelled may be under way all the same.</summary>
internal sealed class Alarm(VirtualTime due)
{
    public VirtualTime Due => due;
}
