using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Interrupts;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Recovery;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Recovery;

/// <summary>What the soft levels do when an instance stops that they call, or are about to.</summary>
public sealed class ReclaimTests
{
    private readonly Bench bench = Bench.Tame();
    private readonly List<string> calls = [];

    [Fact]
    public void A_soft_interrupt_of_a_stopped_instance_is_not_called_and_those_of_others_are()
    {
        var other = new DriverInstance(bench.Instance.Slot, bench.Memory, dip => new ScriptDriver(dip));
        bench.World.Spawn("disk1", other);
        var soft = bench.World.Spawn("soft", new SoftInterrupts(default));
        var (stopped, living) = (Handle(bench.Instance), Handle(other));

        // All of them are older than the walk that the triggers ask for.
        foreach (Message message in new Message[] { new AddSoftint(stopped), new AddSoftint(living), new TriggerSoftint(stopped, null), new TriggerSoftint(living, null), new Reclaim(bench.InstanceRef, bench.Instance) })
            bench.World.Tell(soft, message);
        bench.Run();

        Assert.Equal(["disk1"], calls);
    }

    [Fact]
    public void A_pass_goes_on_behind_a_callback_of_a_stopped_instance_and_its_late_answer_is_nobodys()
    {
        var never = new KCondvar(bench.Instance, "never");
        var mutex = new KMutex(bench.Instance, "never.mu");
        var callback = new DmaCallback(async _ =>
        {
            calls.Add("callback");
            await mutex.Enter();
            await never.Wait(mutex);
            return CallbackStatus.Done;
        });
        var softCall = new SoftCall(bench.World.Spawn("lists", new OneEntry(new CallbackEntry(callback, null, 1, bench.Instance))), 1, default);
        var softCallRef = bench.World.Spawn("calls", softCall);
        bench.World.Tell(softCallRef, new RunList(ListId.RootNexus));
        bench.World.Run();
        Assert.Equal(["callback"], calls);
        Assert.Equal(0, softCall.Passes);

        bench.World.Tell(softCallRef, new Reclaim(bench.InstanceRef, bench.Instance));
        bench.World.Run();
        Assert.Equal(1, softCall.Passes);

        bench.World.Tell(softCallRef, new CallbackReturned(0, (int)CallbackStatus.Done) { Instance = bench.InstanceRef });
        bench.World.Run();
        Assert.Equal((1L, (0L, 0L)), (softCall.Passes, softCall.Returns));
    }

    private SoftintHandle Handle(DriverInstance instance) => new(instance, 1, 3, _ =>
    {
        calls.Add(instance.Name);
        return new(DdiIntr.Claimed);
    });

    /// <summary>Lists with one entry in all.</summary>
    private sealed class OneEntry(CallbackEntry entry) : Actor
    {
        private bool isTaken;

        protected override void Receive(Message message)
        {
            if (message is not TakeEntry take)
                return;
            Context.Tell(Context.Sender, isTaken ? new ListEmpty(take.Lane) : new EntryTaken(take.Lane, entry, 1));
            isTaken = true;
        }
    }
}
