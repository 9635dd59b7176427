using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Bus;

/// <summary>
/// The DMA engine on the board of a bus-master device. It moves a transfer grant by grant: at most <see cref="BusTiming.GrantBytes"/> of one segment
/// in one turn, so that whatever happens between (unbind, getwin, stop, detach) falls between two grants.
/// </summary>
public sealed class BusMasterEngine(SystemBus bus) : Actor
{
    private static readonly Grant NextGrant = new();
    private static readonly DrainBridge Drain = new();

    private readonly BridgeBuffer bridge = new(bus);
    private ActorRef device;
    private StartTransfer? transfer;
    private int segment;
    private int segmentOffset;
    private long moved;
    private bool drainRequested;

    /// <summary>Whether a transfer is under way.</summary>
    public bool IsBusy => transfer is not null;

    /// <summary>Pushes what the device wrote to memory: the reply of a register read does this on its way.</summary>
    internal void PushWrites(ActorContext who) => bridge.Drain(who);

    protected override void Receive(Message message)
    {
        switch (message)
        {
            case StartTransfer start:
                Begin(start);
                break;
            case Grant when transfer is not null:
                Move(transfer);
                break;
            case Grant:
                break;
            case StopTransfer:
                if (transfer is not null)
                    Complete(aborted: true);
                break;
            case DrainBridge:
                drainRequested = false;
                bridge.Drain(Context);
                break;
        }
    }

    private void Begin(StartTransfer start)
    {
        if (transfer is not null)
        {
            Context.Tell(Context.Sender, new TransferComplete(0, Aborted: true));
            return;
        }

        device = Context.Sender;
        transfer = start;
        segment = 0;
        segmentOffset = 0;
        moved = 0;
        Continue(start);
    }

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
        else
            Context.Tell(Context.Self, NextGrant, bus.Timing.Transfer(GrantLength(current), current.BurstBytes));
    }

    private int GrantLength(StartTransfer current) => Math.Min(bus.Timing.GrantBytes, current.Segments[segment].Length - segmentOffset);

    private void Move(StartTransfer current)
    {
        var length = GrantLength(current);
        var address = current.Segments[segment].Address + (ulong)segmentOffset;
        if (current.ToMemory)
            MoveToMemory(current.Port, address, length);
        else
            MoveToDevice(current.Port, address, length);
        moved += length;
        segmentOffset += length;
        Continue(current);
    }

    private void MoveToMemory(IDataPort port, PhysicalAddress address, int length)
    {
        if (bus.Timing.BridgeDepth == 0)
        {
            var room = bridge.Post(Context, address, length);
            port.Supply(room);
            bridge.Drain(Context);
            return;
        }

        port.Supply(bridge.Post(Context, address, length));
        if (drainRequested)
            return;
        drainRequested = true;
        Context.Tell(Context.Self, Drain, new VirtualDuration(bus.Timing.BridgeDrainNanoseconds));
    }

    private void MoveToDevice(IDataPort port, PhysicalAddress address, int length)
    {
        // A read of memory may not overtake the device's own writes.
        bridge.Drain(Context);
        var memory = bus.Memory.ReadableSpan(address, length);
        if (memory.Length == length)
        {
            port.Accept(memory);
            return;
        }

        Span<byte> copy = length <= 4_096 ? stackalloc byte[length] : new byte[length];
        bus.DeviceRead(Context, address, copy);
        port.Accept(copy);
    }

    private void Complete(bool aborted)
    {
        transfer = null;
        Context.Tell(device, new TransferComplete(moved, aborted));
    }
}
