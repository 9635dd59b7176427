using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Bus;

/// <summary>
/// The write buffer between a device and memory: what the device wrote reaches memory in order, but later. The reply of a register read and a message-signalled
/// interrupt push it; a wired interrupt does not.
/// </summary>
internal sealed class BridgeBuffer(SystemBus bus)
{
    private PostedWrite? oldest;
    private PostedWrite? newest;

    /// <summary>Writes that have not reached memory.</summary>
    public int Count { get; private set; }

    /// <summary>Writes that no memory answered, since power-on.</summary>
    public long UnansweredWrites { get; private set; }

    /// <summary>Room for a write of the device, which the caller fills at once. When the buffer is full the oldest write reaches memory first.</summary>
    public Span<byte> Post(ActorContext who, PhysicalAddress address, int length)
    {
        if (Count > 0 && Count >= bus.Timing.BridgeDepth)
            DrainOldest(who);
        var write = bus.RentPostedWrite(address, length);
        if (newest is null)
            oldest = write;
        else
            newest.Next = write;
        newest = write;
        Count++;
        return write.Data;
    }

    /// <summary>Everything reaches memory.</summary>
    public void Drain(ActorContext who)
    {
        while (Count > 0)
            DrainOldest(who);
    }

    private void DrainOldest(ActorContext who)
    {
        var write = oldest!;
        oldest = write.Next;
        if (oldest is null)
            newest = null;
        Count--;
        if (!bus.DeviceWrite(who, write.Address, write.Data))
            UnansweredWrites++;
        bus.Return(write);
    }
}
