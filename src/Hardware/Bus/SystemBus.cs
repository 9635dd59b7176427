using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Bus;

/// <summary>
/// What connects processors, devices and memory. It is an object of the world, not an actor: an access happens in the turn of whoever makes it,
/// and says where, read or write, and who (processor or device).
/// </summary>
public sealed class SystemBus(PhysicalMemory memory, BusTiming timing)
{
    private PostedWrite? idleWrites;

    public PhysicalMemory Memory { get; } = memory;

    public BusTiming Timing { get; } = timing;

    /// <summary>Sees accesses that no memory answers.</summary>
    public IBusObserver? Observer { get; set; }

    /// <summary>A processor writes; the bytes enter the trace hash.</summary>
    public void ProcessorWrite(ActorContext who, PhysicalAddress address, ReadOnlySpan<byte> data) => Write(who, address, data);

    /// <summary>A processor reads.</summary>
    public void ProcessorRead(ActorContext who, PhysicalAddress address, Span<byte> data) => Read(who, address, data);

    /// <summary>A device's write reaches memory (it has left the bridge).</summary>
    public void DeviceWrite(ActorContext who, PhysicalAddress address, ReadOnlySpan<byte> data) => Write(who, address, data);

    /// <summary>A device reads memory.</summary>
    public void DeviceRead(ActorContext who, PhysicalAddress address, Span<byte> data) => Read(who, address, data);

    /// <summary>A device reads memory where it lies: all of it, or nothing where it is not in one piece (then <see cref="DeviceRead"/>). To be used at once.</summary>
    public ReadOnlySpan<byte> DeviceView(PhysicalAddress address, int length)
    {
        var view = Memory.ReadableSpan(address, length);
        return view.Length == length ? view : default;
    }

    /// <summary>A processor copies from one place of memory to another; the bytes enter the trace hash.</summary>
    public void ProcessorCopy(ActorContext who, PhysicalAddress from, PhysicalAddress to, int length)
    {
        var source = Memory.ReadableSpan(from, length);
        if (source.Length == length)
        {
            Write(who, to, source);
            return;
        }

        var copy = new byte[length];
        Read(who, from, copy);
        Write(who, to, copy);
    }

    internal PostedWrite RentPostedWrite(PhysicalAddress address, int length)
    {
        var write = idleWrites ?? new PostedWrite();
        idleWrites = write.Next;
        write.Occupy(address, length);
        return write;
    }

    internal void Return(PostedWrite write)
    {
        write.Next = idleWrites;
        idleWrites = write;
    }

    private void Write(ActorContext who, PhysicalAddress address, ReadOnlySpan<byte> data)
    {
        who.Digest(BlockDigest.Hash64(data, address.Value));
        if (Memory.Write(address, data) < data.Length)
            Observer?.OnUnansweredAccess(who.Name, address, data.Length, isWrite: true);
    }

    private void Read(ActorContext who, PhysicalAddress address, Span<byte> data)
    {
        if (Memory.Read(address, data) < data.Length)
            Observer?.OnUnansweredAccess(who.Name, address, data.Length, isWrite: false);
    }
}
