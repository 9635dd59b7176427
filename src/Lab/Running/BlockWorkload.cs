using DmaActors.Framework;
using DmaActors.Framework.Block;
using DmaActors.Framework.Character;
using DmaActors.Framework.DriverHost;
using DmaActors.Framework.Memory;
using DmaActors.Framework.Recovery;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Workloads;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>
/// The user of a machine: attaches every instance, opens it, issues the requests of a plan as bufs or as reads and writes and checks each answer against the shadow copy, then closes and detaches. In between it may suspend the machine.
/// What a stopped instance has not answered fails with EIO, and what it would have been given from then on; with another one in its place requests go on.
/// </summary>
internal sealed class BlockWorkload : Actor, IDescribed
{
    private static readonly ChoicePoint BufferOffset = new("buf offset in its page");
    private static readonly TimerName Pace = new("pace");
    private static readonly TimerName PowerOff = new("power off");

    /// <summary>With the instances that are there now.</summary>
    private readonly MachineSlot[] slots;
    private readonly Machine machine;
    private readonly WorkloadState state;
    private readonly ReplayCursor cursor;
    private readonly WorkloadSection section;
    private readonly VirtualDuration pageMove;
    private readonly Lifecycle life;
    private readonly PowerCycle power;
    private readonly Action<int, Message> tell;
    private readonly Stack<PendingRequest> free = new();

    /// <summary>What each instance has not answered; null on a machine where none is stopped.</summary>
    private readonly List<PendingRequest>[]? outstanding;

    /// <summary>Requests for instances that are catching up.</summary>
    private readonly List<IoRequest> postponed = [];

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
        slots = [.. machine.Slots];
        tell = Tell;
        cursor = state.Cursor;
        causes = new Cause[slots.Length];
        life = new Lifecycle(slots.Length, state, state.InTurn);
        power = new PowerCycle(slots.Length, state);
        outstanding = machine.Recovery is null ? null : [.. slots.Select(_ => new List<PendingRequest>())];
    }

    protected override bool IsFramework => true;

    void IDescribed.Describe(StateWriter writer) => state.Describe(writer);

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case BeginWorkload:
                life.Attach(tell);
                break;
            case EntryPointReturned returned:
                OnEntryPoint(returned);
                break;
            case PowerIsBack:
                power.Resume(tell);
                break;
            case IoDone done:
                OnDone((PendingRequest)done.Buf.InitiatorState!, done.Buf, done.Buf.FinalError, done.Buf.FinalResidual);
                break;
            case CharacterIoReturned returned:
                returned.Uio.Buffer.LetGo();
                OnDone((PendingRequest)returned.Uio.InitiatorState!, returned.Uio, (Errno)returned.Result, returned.Uio.Residual);
                break;
            case Recovered recovered:
                OnRecovered(SlotOf(recovered.Stopped), recovered);
                break;
            case PaceIsDue:
                paceIsSet = false;
                IssueAll();
                break;
        }
    }

    private void OnEntryPoint(EntryPointReturned returned)
    {
        var slot = SlotOf(returned.Instance);
        if (slot < 0)
            return; // Of an instance that has stopped since.
        causes[slot] = Context.Cause;
        if (power.IsUnderWay)
        {
            if (power.OnReturned(slot, returned, tell))
                Context.StartTimer(PowerOff, new VirtualDuration(section.PowerOffNanoseconds), PowerIsBack.Instance);
            IssueAll();
            return;
        }

        life.OnReturned(slot, returned, tell);
        IssueAll();
    }

    private void Tell(int slot, Message message) => Context.Tell(slots[slot].InstanceRef, message, causes[slot]);

    private int SlotOf(ActorRef instance)
    {
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (slots[slot].InstanceRef == instance)
                return slot;
        }

        return -1;
    }

    /// <summary>Nothing of an instance is left but the requests that it never answered.</summary>
    private void OnRecovered(int slot, Recovered recovered)
    {
        slots[slot] = slots[slot] with { InstanceRef = recovered.Replacement, Instance = recovered.Next ?? slots[slot].Instance };
        causes[slot] = Context.Cause;
        life.OnStopped(slot, isReplaced: recovered.Next is not null, tell);
        foreach (var pending in outstanding![slot].ToList())
        {
            if (pending.Carrier is Uio uio)
                uio.Buffer.LetGo();
            Settle(pending, Errno.EIO, (uint)pending.Request.Length, wasAnswered: false);
        }

        IssueAll();
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
            life.Close(tell);
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

        return TryTakePostponed(out request) || cursor.TryIssue((cursor.IsPaced ? Context.Now : Context.Stamp).Nanoseconds, out request);
    }

    private bool TryTakePostponed(out IoRequest request)
    {
        for (var next = 0; next < postponed.Count; next++)
        {
            request = postponed[next];
            if (life.IsCatchingUp(request.File))
                continue;
            postponed.RemoveAt(next);
            return true;
        }

        request = default;
        return false;
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

        if (life.IsLost(request.File))
        {
            OnFailed(request, Errno.EIO, (uint)request.Length, wasAnswered: false);
            Complete(request, failed: true);
            return true;
        }

        if (life.IsCatchingUp(request.File))
        {
            postponed.Add(request);
            return true;
        }

        var offset = (section.Buffers == BufferStart.Page ? 0 : Context.Choose(BufferOffset, 8, 0)) * 512;
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
        pending.IssuedAt = Context.Stamp;
        var disk = state.Disks[request.File];
        if (request.Kind == IoKind.Write)
            disk.FillWrite(pending, Context);
        state.InFlight++;
        outstanding?[request.File].Add(pending);
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
        pending.Carrier = buf;
        if (section.IoDone == CompletionRoutine.Again)
            buf.IoDone = slots[request.File].Instance.IssueAgain;
        Context.Tell(slots[request.File].InstanceRef, new Strategy(buf), causes[request.File]);
    }

    /// <summary>A call of read or write. Meanwhile the system may move a page of its buffer.</summary>
    private void Call(PendingRequest pending)
    {
        var request = pending.Request;
        var uio = new Uio(new UserMemory(pending.Memory!, machine.Memory), request.Kind == IoKind.Read, request.Offset) { InitiatorState = pending };
        pending.Carrier = uio;
        Context.Tell(slots[request.File].InstanceRef, new CharacterIo(uio), causes[request.File]);
        if (!machine.PageMover.IsNobody)
            Context.Tell(machine.PageMover, new MovePage(uio.Buffer), pageMove);
    }

    private void OnDone(PendingRequest pending, object carrier, Errno error, uint residual)
    {
        // Otherwise its instance has stopped since, and the request has failed.
        if (pending.Carrier != carrier)
            return;
        Settle(pending, error, residual, wasAnswered: true);
        IssueAll();
    }

    private void Settle(PendingRequest pending, Errno error, uint residual, bool wasAnswered)
    {
        var request = pending.Request;
        pending.Carrier = null;
        outstanding?[request.File].Remove(pending);
        state.InFlight--;
        state.Latency.Add((Context.Stamp - pending.IssuedAt).Nanoseconds);
        var failed = error != Errno.None || residual != 0;
        if (failed)
            OnFailed(request, error, residual, wasAnswered);
        else
            state.Disks[request.File].Check(pending, state);
        pending.Memory!.Free();
        free.Push(pending);
        Complete(request, failed);
        if (state.Completed >= section.SuspendAfter)
            power.Begin(tell);
    }

    /// <param name="request">What failed.</param>
    /// <param name="error">Why.</param>
    /// <param name="residual">Bytes that were not moved.</param>
    /// <param name="wasAnswered">The driver says so. Otherwise there is none any more.</param>
    private void OnFailed(in IoRequest request, Errno error, uint residual, bool wasAnswered)
    {
        if (wasAnswered && machine.IsUntimed && slots[request.File].Instance.TimeoutsRun > 0)
            state.TimedOut++;
        else
            state.OnFailed(request, error, residual);
        if (request.Kind == IoKind.Write)
            state.Disks[request.File].Settle(request, state);
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
