using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Bus;

/// <summary>
/// The DMA engine on the board of a bus-master device. It moves a transfer grant by grant: at most <see cref="BusTiming.GrantBytes"/> of one segment
/// in one turn, so that whatever happens between (unbind, getwin, stop, detach) falls between two grants.
/// </summary>
public sealed class BusMasterEngine(SystemBus bus) : Actor, IDescribed
{
    private static readonly TimerName BridgeIdle = new("bridge-drain");
    private static readonly DrainBridge Drain = new();
    private static readonly ulong Bridge = TraceDigest.OfName("bridge");

    private readonly MemoryPath path = new(bus);
    private ActorRef device;
    private StartTransfer? transfer;
    private bool mayMaster = true;

    // The next grant. Grants of a transfer that was stopped are still under way to us: they have another ordinal.
    private Grant grant = new(0);
    private int segment;
    private int segmentOffset;
    private long moved;
    private TimerHandle drainTimer;

    /// <summary>Whether it can ask for the bus: not in a slave-only slot, where it waits for it in vain.</summary>
    public bool IsWired { get; init; } = true;

    /// <summary>Whether a transfer is under way.</summary>
    public bool IsBusy => transfer is not null;

    /// <summary>The way of its accesses to memory.</summary>
    public MemoryPath Path => path;

    /// <summary>Pushes what the device wrote to memory: the reply of a register read does this on its way.</summary>
    internal void PushWrites(ActorContext who)
    {
        who.Footprint?.Writes(Context.Self, Bridge);
        path.PushWrites(who);
        StopDrainTimer();
    }

    void IDescribed.Describe(StateWriter state)
    {
        state.Group("transfer").Write("under way", transfer is { } now ? $"{(now.ToMemory ? "to" : "from")} memory, {moved} of {now.Segments.Sum(piece => (long)piece.Length)} bytes" : null);
        if (!mayMaster)
            state.Write("bus mastering", "off");
    }

    /// <summary>A grant moves bytes of the device by calling that. Its bridge drains without it.</summary>
    protected override void DeclareFootprint(Message message, Footprint footprint)
    {
        if (message is DrainBridge)
        {
            footprint.Writes(Context.Self, Bridge);
            return;
        }

        footprint.Writes(Context.Self);
        if (!device.IsNobody)
            footprint.Writes(device);
    }

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case StartTransfer start:
                Begin(start);
                break;
            case Grant granted:
                if (transfer is not null && granted.Transfer == grant.Transfer)
                    Move(transfer);
                break;
            case StopTransfer:
                if (transfer is not null)
                    Complete(aborted: true);
                break;
            case DrainBridge:
                path.PushWrites(Context);
                break;
            case StopMastering:
                GiveUpBus();
                break;
            case StartMastering:
                mayMaster = true;
                break;
        }
    }

    private void Begin(StartTransfer start)
    {
        if (transfer is not null)
            throw Busy();
        device = Context.Sender;
        moved = 0;
        if (!mayMaster)
        {
            Complete(aborted: true);
            return;
        }

        transfer = start;
        grant = new Grant(grant.Transfer + 1);
        segment = 0;
        segmentOffset = 0;
        bus.Observer?.OnTransferBegan(device);
        for (var i = 0; i < start.Segments.Count; i++)
        {
            Context.Digest(start.Segments[i].Address.Value);
            Context.Digest((ulong)start.Segments[i].Length);
        }

        Continue(start);
    }

    private InvalidOperationException Busy() => new($"{Context.Sender} started a transfer while one was under way: a device waits for TransferComplete, or stops the engine first.");

    /// <summary>Asks for the next grant, or completes.</summary>
    private void Continue(StartTransfer current)
    {
        while (segment < current.Segments.Count && segmentOffset == current.Segments[segment].Length)
        {
            segment++;
            segmentOffset = 0;
        }

        if (segment == current.Segments.Count)
            Complete(aborted: false);
        else if (IsWired)
            Context.Tell(Context.Self, grant, bus.Timing.Transfer(GrantLength(current), current.BurstBytes));
    }

    private int GrantLength(StartTransfer current)
    {
        var length = current.Segments[segment].Length;
        var most = bus.Timing.GrantHalves ? length - (length / 2) : bus.Timing.GrantBytes;
        return Math.Min(most, length - segmentOffset);
    }

    private void Move(StartTransfer current)
    {
        var length = GrantLength(current);
        var address = current.Segments[segment].Address + (ulong)segmentOffset;
        if (current.ToMemory)
            MoveToMemory(current.Port, address, length);
        else
            MoveToDevice(current.Port, address, length);
        bus.Moved(device, address, length, current.ToMemory);
        moved += length;
        segmentOffset += length;
        Continue(current);
    }

    private void MoveToMemory(IDataPort port, BusAddress address, int length)
    {
        path.Write(Context, address, length, port);
        if (!path.HoldsWrites)
            return;

        // A timer and no message to ourselves: it must be free to fire before and after any grant.
        Context.CancelTimer(drainTimer);
        drainTimer = Context.StartTimer(BridgeIdle, new VirtualDuration(bus.Timing.BridgeDrainNanoseconds), Drain);
    }

    private void MoveToDevice(IDataPort port, BusAddress address, int length)
    {
        path.Read(Context, address, length, port);
        // What stood in the bridge has gone before the read.
        StopDrainTimer();
    }

    private void StopDrainTimer()
    {
        Context.CancelTimer(drainTimer);
        drainTimer = default;
    }

    private void GiveUpBus()
    {
        mayMaster = false;
        if (transfer is not null)
            Complete(aborted: true);
        PushWrites(Context);
        Context.Tell(Context.Sender, new MasteringStopped());
    }

    private void Complete(bool aborted)
    {
        transfer = null;
        Context.Tell(device, new TransferComplete(moved, aborted));
    }
}
