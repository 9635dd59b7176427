using Akka.Actor;
using Akka.Event;
using DmaActors.AkkaNet.Shells;
using DmaActors.Simulation.Hosting;

namespace DmaActors.AkkaNet.Free;

/// <summary>
/// Hears from Akka of messages that found no shell any more, because the supervisor stopped it: the world of the stopped actor answers them, as our runtime does. Watchers are told,
/// the others are dead letters.
/// </summary>
internal sealed class UndeliveredMail : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

    protected override void OnReceive(object message)
    {
        if (message is not DeadLetter letter)
            return;
        var port = letter.Message switch
        {
            Parcel parcel => (ShellPort?)HostedWorld.BoundaryOf(parcel.Receiver),
            FromOutside outside => outside.Port,
            GoOn goOn => goOn.Port,
            _ => null,
        };
        if (port?.Runtime is not FreeRuntime runtime)
            return;
        try
        {
            if (runtime.IsHalted)
                return;
            lock (port.TurnLock)
                FreeTurn.Take(port, runtime, letter.Message);
        }
        finally
        {
            runtime.Activity.End();
        }
    }
}
