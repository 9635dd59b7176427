using Akka.Actor;
using DmaActors.AkkaNet.Shells;
using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;

namespace DmaActors.AkkaNet.Free;

/// <summary>What a world does about one message from its shell. The caller holds the lock of the port.</summary>
internal static class FreeTurn
{
    /// <summary>So many steps a world takes before the thread is given to another actor.</summary>
    private const int MostSteps = 64;

    /// <summary>Whether a message was counted as activity when it was posted: alarms and what strangers send are not.</summary>
    public static bool IsCounted(object message) => message is Parcel or ShellMessage;

    public static RunStatus Take(ShellPort port, FreeRuntime runtime, object message)
    {
        var world = port.World;
        var now = runtime.Now;
        if (((message as Parcel)?.DueTime ?? world.NextDue) is { } due)
            runtime.HandleAt(now, due);
        world.AdvanceTo(now);
        switch (message)
        {
            case Parcel parcel:
                world.Receive(parcel);
                break;
            case FromOutside outside:
                world.Tell(outside.Receiver, outside.Message);
                break;
            case Say say:
                ((Relay)world.Occupant!).Say(say.Receiver, say.Message);
                break;
        }

        var status = world.TakeSteps(MostSteps);
        if (status == RunStatus.Running && world.EnabledCount > 0)
            runtime.Post(port, new GoOn(port), port.Shell);
        return status;
    }
}
