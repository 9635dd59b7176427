using Akka.Actor;
using Akka.Event;
using DmaActors.Simulation.Hosting;

namespace DmaActors.AkkaNet.Shells;

/// <summary>
/// Hears from Akka of messages that found no shell any more, because the supervisor stopped it: the world of the stopped actor answers them, as our runtime does. Watchers are told,
/// the others are dead letters.
/// </summary>
internal sealed class UndeliveredMail : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is not DeadLetter { Message: var lost })
            return;
        var port = lost is Parcel parcel ? HostedWorld.BoundaryOf(parcel.Receiver) as ShellPort : (lost as ShellMessage)?.Port;
        port?.Runtime.OnUndelivered(port, lost);
    }
}
