using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Interrupts;

namespace DmaActors.Framework.Recovery;

/// <summary>
/// Takes back what a stopped instance leaves behind, in an order in which nobody is hurt. First the device: reset, off the bus, its lines low, so that no memory is given away into
/// which it still writes and no interrupt goes unclaimed. Then everybody who may wait for an answer of the instance goes on without it, and its DMA channels are stopped. Then its
/// handles are unbound, its memory is freed, and the pages of users that it had locked are unlocked. Then the layer above is told. One instance at a time.
/// </summary>
internal sealed class RecoveryAgent : Actor
{
    private readonly Queue<Recover> waiting = new();
    private Recover? current;
    private Stage stage;
    private int awaited;

    private enum Stage
    {
        Device,
        Waiters,
        Nexus,
    }

    /// <summary>The layer above the drivers.</summary>
    public ActorRef User { get; set; }

    protected override bool IsFramework => true;

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case Recover recover when current is not null:
                waiting.Enqueue(recover);
                break;
            case Recover recover:
                Begin(recover);
                break;
            case Reply<Done> when --awaited == 0:
                GoOn(current!);
                break;
        }
    }

    private void Begin(Recover recover)
    {
        current = recover;
        stage = Stage.Device;
        Ask(recover.Instance.Slot.Device, new ResetFunction(recover.Stopped));
    }

    private void GoOn(Recover recover)
    {
        var instance = recover.Instance;
        var machine = instance.Machine;
        var reclaim = new Reclaim(recover.Stopped, instance);
        switch (stage)
        {
            case Stage.Device:
                instance.Rules.Stopped(instance);
                stage = Stage.Waiters;
                Ask(machine.Controller, new RemoveHandlersOf(recover.Stopped));
                Ask(machine.SoftInterrupts, reclaim);
                Ask(machine.SoftCall, reclaim);
                if (!machine.Isa.IsNobody)
                    Ask(machine.Isa, reclaim);
                break;
            case Stage.Waiters:
                stage = Stage.Nexus;
                Ask(machine.Nexus, reclaim);
                break;
            case Stage.Nexus:
                instance.Held!.GiveBack();
                if (recover.Next is { } replacement)
                    instance.Rules.Drives(replacement);
                Context.Tell(User, new Recovered(recover.Stopped, recover.Replacement, recover.Next));
                current = null;
                if (waiting.TryDequeue(out var next))
                    Begin(next);
                break;
        }
    }

    private void Ask(ActorRef whom, Message request)
    {
        awaited++;
        Context.Tell(whom, request);
    }
}
