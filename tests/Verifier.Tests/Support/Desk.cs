using DmaActors.Framework.Block;
using DmaActors.Framework.DriverHost;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Workloads;

namespace DmaActors.Verifier.Tests.Support;

/// <summary>A booted machine, and somebody who calls the entry points of its drivers in an order of the test's choice.</summary>
internal sealed class Desk
{
    private readonly Machine machine;
    private readonly Clerk clerk = new();
    private readonly ActorRef clerkRef;
    private int bufs;

    public Desk(Shape shape, ulong seed)
    {
        machine = shape.Machine(seed);
        machine.Boot(new RandomStrategy(seed), [.. Enumerable.Range(0, shape.Disks).Select(_ => new MemoryImage(1 << 20))]);
        clerkRef = machine.Runtime.Spawn("user", clerk);
        for (var disk = 0; disk < shape.Disks; disk++)
            Say(disk, new Attach());
        Run();
        Assert.Equal(shape.Disks, clerk.Returned.Count);
        Assert.All(clerk.Returned, returned => Assert.Equal(0, returned.Result));
        clerk.Returned.Clear();
    }

    public RuleBook Rules => machine.Rules;

    /// <summary>What attach and detach have returned since this was asked last, in order.</summary>
    public DdiResult[] Returned()
    {
        DdiResult[] returned = [.. clerk.Returned.Select(answer => (DdiResult)answer.Result)];
        clerk.Returned.Clear();
        return returned;
    }

    /// <summary>Requests that are complete, in order.</summary>
    public List<Buf> Completed => clerk.Completed;

    public void Detach(int disk) => Say(disk, new Detach());

    /// <summary>When a request is complete its disk is told to detach, in the same turn.</summary>
    public void DetachWhenComplete(Buf buf, int disk) => clerk.OnDone.Add(buf, (machine.Slots[disk].InstanceRef, new Detach()));

    /// <param name="disk">Which disk.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="offset">Where the memory begins in its first page.</param>
    public Buf Read(int disk, uint bytes, int offset = 0)
    {
        var buf = new Buf($"buf#{++bufs}", clerkRef, machine.Memory.TryAllocate(bytes, offset)!, BufFlags.Read | BufFlags.Async, bytes, 0);
        Say(disk, new Strategy(buf));
        return buf;
    }

    /// <summary>Everything that was said is sent, in this order, and the machine goes on until nothing can happen.</summary>
    public void Run()
    {
        machine.Runtime.Tell(clerkRef, new Speak());
        Assert.Equal(RunStatus.Quiescent, machine.Runtime.Run(1_000_000));
        machine.Nexus.AssertInvariants();
        machine.Rules.Quiescent();
    }

    /// <summary>
    /// Everything that was said is sent, and the machine goes on until a callback is registered and no entry point runs. False: that did not happen, and nothing can any more.
    /// </summary>
    public bool RunUntilOneWaits()
    {
        machine.Runtime.Tell(clerkRef, new Speak());
        var status = RunStatus.Running;
        while (status == RunStatus.Running && (machine.Nexus.Owed == 0 || machine.Slots.Any(slot => slot.Instance.Contexts.Any())))
            status = machine.Runtime.Run(1);
        return status == RunStatus.Running;
    }

    private void Say(int disk, Message message) => clerk.ToSay.Enqueue((machine.Slots[disk].InstanceRef, message));

    private sealed class Clerk : Actor
    {
        public Queue<(ActorRef Instance, Message Message)> ToSay { get; } = new();

        /// <summary>What the clerk has been told by each instance: all that it says to it later comes after that.</summary>
        private readonly Dictionary<ActorRef, Cause> known = [];

        public Dictionary<Buf, (ActorRef Instance, Message Message)> OnDone { get; } = [];

        public List<EntryPointReturned> Returned { get; } = [];

        public List<Buf> Completed { get; } = [];

        protected override void Receive(Message message)
        {
            switch (message)
            {
                case Speak:
                    while (ToSay.TryDequeue(out var next))
                        Context.Tell(next.Instance, next.Message, known.GetValueOrDefault(next.Instance));
                    break;
                case EntryPointReturned returned:
                    known[returned.Instance] = known.GetValueOrDefault(returned.Instance).And(Context.Cause);
                    Returned.Add(returned);
                    break;
                case IoDone done:
                    Completed.Add(done.Buf);
                    if (OnDone.TryGetValue(done.Buf, out var order))
                        Context.Tell(order.Instance, order.Message, known[order.Instance].And(Context.Cause));
                    break;
            }
        }
    }
}

/// <summary>The test wants what it has prepared to be said.</summary>
internal sealed partial record Speak : Message;
