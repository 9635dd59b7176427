using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Bus;

/// <summary>
/// The write buffer between a device and memory: what the device wrote reaches memory in order, but later. The reply of a register read and a message-signalled
/// interrupt push it; a wired interrupt does not.
/// </summary>
internal sealed class BridgeBuffer(SystemBus bus)
{
    private readonly Entry[] entries = new Entry[Math.Max(1, bus.Timing.BridgeDepth)];
    private int first;

    /// <summary>Writes that have not reached memory.</summary>
    public int Count { get; private set; }

    /// <summary>Room for a write of the device. It counts as posted once the caller has filled it.</summary>
    public Span<byte> Post(ActorContext who, PhysicalAddress address, int length)
    {
        if (Count == entries.Length)
            DrainOldest(who);
        ref var entry = ref entries[(first + Count++) % entries.Length];
        if (entry.Bytes is null || entry.Bytes.Length < length)
            entry.Bytes = new byte[length];
        entry.Address = address;
        entry.Length = length;
        return entry.Bytes.AsSpan(0, length);
    }

    /// <summary>Everything reaches memory.</summary>
    public void Drain(ActorContext who)
    {
        while (Count > 0)
            DrainOldest(who);
    }

    private void DrainOldest(ActorContext who)
    {
        ref var entry = ref entries[first];
        bus.DeviceWrite(who, entry.Address, entry.Bytes.AsSpan(0, entry.Length));
        first = (first + 1) % entries.Length;
        Count--;
    }

    private struct Entry
    {
        public PhysicalAddress Address;
        public byte[]? Bytes;
        public int Length;
    }
}
