using DmaActors.AkkaNet.Shells;
using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;

namespace DmaActors.AkkaNet.Replaying;

/// <summary>What a world under control does about one message from its shell.</summary>
internal static class ReplayTurn
{
    public static RunStatus Take(ShellPort port, ReplayRuntime runtime, object message)
    {
        runtime.Lend(port, world =>
        {
            world.AdvanceTo(runtime.Now);
            switch (message)
            {
                case Parcel parcel:
                    world.Receive(parcel);
                    break;
                case FromOutside outside:
                    world.Tell(outside.Receiver, outside.Message);
                    break;
                case TakeTurn turn:
                    world.Take(turn.Head);
                    break;
                case ArmLastResort:
                    world.ArmLastResort();
                    break;
                case Say say:
                    ((Relay)world.Occupant!).Say(say.Receiver, say.Message);
                    break;
            }
        });
        return port.World.Status;
    }
}

/// <summary>To a shell: hand this one over.</summary>
internal sealed record TakeTurn(ShellPort Port, HostedHead Head) : ShellMessage(Port);

/// <summary>To a shell: its last-resort timer may fire, since nothing else can happen.</summary>
internal sealed record ArmLastResort(ShellPort Port) : ShellMessage(Port);
