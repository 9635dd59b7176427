using DmaActors.Framework;
using DmaActors.Framework.Block;
using DmaActors.Framework.Character;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Memory;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Workloads;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>
/// The user of a machine: attaches every instance, opens it, issues the requests of a plan as bufs or as reads and writes and checks each answer against the shadow copy, then closes and detaches. In between it may suspend the machine.
/// </summary>
internal sealed class BlockWorkload : Actor
{
    private static readonly ChoicePoint BufferOffset = new("buf offset in its page");
    private static readonly TimerName Pace = new("pace");
    private static readonly TimerName PowerOff = new("power off");

    private readonly IReadOnlyList<MachineSlot> slots;
    private readonly Machine machine;
    private readonly WorkloadState state;
    private readonly ReplayCursor cursor;
    private readonly WorkloadSection section;
    private readonly VirtualDuration pageMove;
    private readonly Lifecycle life;
    private readonly PowerCycle power;
    private readonly Stack<PendingRequest> free = new();

    /// <summary>What each instance has answered so far: whatever it is told later depends on it.</summary>
    private readonly Cause[] causes;
    private int bufCount;
    private bool paceIsSet;
    private IoRequest? held;

    public BlockWorkload(Machine machine, WorkloadState state, WorkloadSection section, VirtualDuration pageMove)
    {
        this.machine = machine;
        this.section = section;
        this.pageMove = pageMove;
        this.state = state;
        slots = machine.Slots;
        cursor = state.Cursor;
        causes = new Cause[slots.Count];
        life = new Lifecycle(slots.Count, state);
        power = new PowerCycle(slots.Count, state);
    }

    protected override bool IsFramework => true;

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case BeginWorkload:
                life.Attach(Tell);
                break;
            case EntryPointReturned returned:
                OnEntryPoint(returned);
                break;
            case PowerIsBack:
                power.Resume(Tell);
                break;
            case IoDone done:
                OnDone((PendingRequest)done.Buf.InitiatorState!, done.Buf.FinalError, done.Buf.FinalResidual);
                break;
            case CharacterIoReturned returned:
                returned.Uio.Buffer.LetGo();
                OnDone((PendingRequest)returned.Uio.InitiatorState!, (Errno)returned.Result, returned.Uio.Residual);
                break;
            case PaceIsDue:
                paceIsSet = false;
                IssueAll();
                break;
        }
    }

    private void OnEntryPoint(EntryPointReturned returned)
    {
        causes[SlotOf(returned.Instance)] = Context.Cause;
        if (power.IsUnderWay)
        {
            if (power.OnReturned(SlotOf(returned.Instance), returned, Tell))
                Context.StartTimer(PowerOff, new VirtualDuration(section.PowerOffNanoseconds), PowerIsBack.Instance);
            IssueAll();
            return;
        }

        life.OnReturned(returned, Tell);
        IssueAll();
    }

    private void Tell(int slot, Message message) => Context.Tell(slots[slot].InstanceRef, message, causes[slot]);

    private int SlotOf(ActorRef instance)
    {
        var slot = 0;
        while (slots[slot].InstanceRef != instance)
            slot++;
        return slot;
    }

    private void IssueAll()
    {
        if (!life.IsWorking)
            return;
        while (TryTakeRequest(out var request))
        {
            if (!Issue(request))
            {
                held = request;
                break;
            }
        }

        if (cursor.Done && held is null && !power.IsUnderWay)
        {
            life.Close(Tell);
        }
        else if (cursor is { Hold: ReplayHold.Time, NextDue: { } due } && !paceIsSet)
        {
            paceIsSet = true;
            Context.StartTimer(Pace, new VirtualDuration(Math.Max(0, due - Context.Now.Nanoseconds)), PaceIsDue.Instance);
        }
    }

    private bool TryTakeRequest(out IoRequest request)
    {
        if (held is { } kept)
        {
            request = kept;
            held = null;
            return true;
        }

        return cursor.TryIssue(Context.Now.Nanoseconds, out request);
    }

    /// <summary>Gives a request to its driver. False: there are no page frames for it until another has ended.</summary>
    private bool Issue(in IoRequest request)
    {
        if (!request.IsTransfer)
        {
            if (request.Kind == IoKind.Trim)
                state.Disks[request.File].Trim(request);
            Complete(request, failed: false);
            return true;
        }

        var offset = Context.Choose(BufferOffset, 8, 0) * 512;
        var pending = free.Count > 0 ? free.Pop() : new PendingRequest();
        pending.Memory ??= machine.Memory.Empty();
        if (!pending.Memory.TryAllocate((ulong)request.Length, offset))
        {
            free.Push(pending);
            if (state.InFlight == 0)
                life.GiveUp($"there are no page frames for a request of {request.Length} bytes: {machine.FramesInUse} are taken, and no request is under way that could give some back");
            return false;
        }

        pending.Request = request;
        pending.IssuedAt = Context.Now;
        var disk = state.Disks[request.File];
        if (request.Kind == IoKind.Write)
            disk.FillWrite(pending, Context);
        state.InFlight++;
        if (section.Through == DriverInterface.Character)
            Call(pending);
        else
            Send(pending);
        return true;
    }

    /// <summary>A buf for strategy.</summary>
    private void Send(PendingRequest pending)
    {
        var request = pending.Request;
        var flags = (request.Kind == IoKind.Read ? BufFlags.Read : BufFlags.Write) | BufFlags.Async;
        var buf = new Buf($"buf#{++bufCount}", Context.Self, pending.Memory!, flags, (uint)request.Length, request.Offset / 512) { InitiatorState = pending };
        if (section.IoDone == CompletionRoutine.Again)
            buf.IoDone = slots[request.File].Instance.IssueAgain;
        Context.Tell(slots[request.File].InstanceRef, new Strategy(buf), causes[request.File]);
    }

    /// <summary>A call of read or write. Meanwhile the system may move a page of its buffer.</summary>
    private void Call(PendingRequest pending)
    {
        var request = pending.Request;
        var uio = new Uio(new UserMemory(pending.Memory!, machine.Memory), request.Kind == IoKind.Read, request.Offset) { InitiatorState = pending };
        Context.Tell(slots[request.File].InstanceRef, new CharacterIo(uio), causes[request.File]);
        if (!machine.PageMover.IsNobody)
            Context.Tell(machine.PageMover, new MovePage(uio.Buffer), pageMove);
    }

    private void OnDone(PendingRequest pending, Errno error, uint residual)
    {
        var request = pending.Request;
        state.InFlight--;
        state.Latency.Add((Context.Now - pending.IssuedAt).Nanoseconds);
        var failed = error != Errno.None || residual != 0;
        var disk = state.Disks[request.File];
        if (!failed)
        {
            disk.Check(pending, state);
        }
        else
        {
            if (machine.IsUntimed && slots[request.File].Instance.TimeoutsRun > 0)
                state.TimedOut++;
            else
                state.OnFailed(request, error, residual);
            if (request.Kind == IoKind.Write)
                disk.Settle(request, state);
        }

        pending.Memory!.Free();
        free.Push(pending);
        Complete(request, failed);
        if (state.Completed >= section.SuspendAfter)
            power.Begin(Tell);
        IssueAll();
    }

    private void Complete(in IoRequest request, bool failed)
    {
        cursor.TryComplete(request.Ordinal);
        if (request.IsBarrier)
            state.BarriersPassed++;
        else
            state.Completed++;
        if (!failed && request.IsTransfer)
            state.BytesMoved += request.Length;
    }
}
