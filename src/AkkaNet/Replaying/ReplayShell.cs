using Akka.Actor;
using DmaActors.AkkaNet.Shells;
using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Replaying;

/// <summary>The Akka actor around one of ours, under control: it keeps what arrives in the channels of its world, and hands over what it is told to.</summary>
internal sealed class ReplayShell(ShellPort port) : Shell(port)
{
    private readonly ReplayRuntime runtime = (ReplayRuntime)port.Runtime;

    protected override void Take(object message)
    {
        if (runtime.IsHalted)
            return;
        var status = ReplayTurn.Take(Port, runtime, message);
        SetAlarm(Port.World.NextDue);
        if (status == RunStatus.Panicked)
            throw new ActorPanicException(Port, Port.World.Panic!);
        if (status != RunStatus.Running)
            runtime.End(status);
    }

    protected override TimeSpan Until(VirtualTime due) => runtime.Until(due);

    protected override void StopActor() => runtime.Lend(Port, world => world.Stop());

    protected override void StartActor(Actor actor) => Port.Occupy(actor);
}
