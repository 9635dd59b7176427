using DmaActors.Hardware.Caches;
using DmaActors.Hardware.Iommu;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Hardware.Bus;

/// <summary>
/// What connects processors, devices and memory. It is an object of the world, not an actor: an access happens in the turn of whoever makes it,
/// and says where, read or write, and who (processor or device).
/// </summary>
/// <param name="memory">The memory of the machine.</param>
/// <param name="timing">How long the bus takes.</param>
/// <param name="cpuCache">A cache between processor and memory that nobody snoops; null: the machine is coherent.</param>
/// <param name="iommu">What translates the addresses of devices; null: they are physical.</param>
/// <param name="gate">Closed where actors on several threads use the bus.</param>
public sealed class SystemBus(PhysicalMemory memory, BusTiming timing, CpuCache? cpuCache = null, IommuUnit? iommu = null, Gate gate = default)
{
    private PostedWrite? idleWrites;

    public PhysicalMemory Memory { get; } = memory;

    /// <summary>Held during an access that passes more than memory: bridge, IOMMU, caches.</summary>
    public Gate Gate => gate;

    public BusTiming Timing { get; } = timing;

    /// <summary>The processor's data cache; null: it has none that a driver could notice.</summary>
    public CpuCache? CpuCache { get; } = cpuCache;

    /// <summary>What translates the addresses of devices; null: they are physical.</summary>
    public IommuUnit? Iommu { get; } = iommu;

    /// <summary>Memory as the processor sees it: the one place through which it reads and writes.</summary>
    public IMemoryPort Processor { get; } = cpuCache ?? (IMemoryPort)memory;

    /// <summary>Sees accesses that no memory answers.</summary>
    public IBusObserver? Observer { get; set; }

    /// <summary>A processor writes; the bytes enter the trace hash.</summary>
    public void ProcessorWrite(ActorContext who, PhysicalAddress address, ReadOnlySpan<byte> data) => Write(Processor, who, address, data);

    /// <summary>A processor reads.</summary>
    public void ProcessorRead(ActorContext who, PhysicalAddress address, Span<byte> data) => Read(Processor, who, address, data);

    /// <summary>A device's write reaches memory (it has left the bridge). False: memory did not answer all of it.</summary>
    public bool DeviceWrite(ActorContext who, PhysicalAddress address, ReadOnlySpan<byte> data) => Write(Memory, who, address, data);

    /// <summary>A device reads memory. False: memory did not answer all of it.</summary>
    public bool DeviceRead(ActorContext who, PhysicalAddress address, Span<byte> data) => Read(Memory, who, address, data);

    /// <summary>A device reads memory where it lies: all of it, or nothing where it is not in one piece (then <see cref="DeviceRead"/>). To be used at once.</summary>
    public ReadOnlySpan<byte> DeviceView(PhysicalAddress address, int length)
    {
        var view = Memory.ReadableSpan(address, length);
        return view.Length == length ? view : default;
    }

    /// <summary>A processor copies from one place of memory to another; the bytes enter the trace hash.</summary>
    public void ProcessorCopy(ActorContext who, PhysicalAddress from, PhysicalAddress to, int length)
    {
        var source = CpuCache is null ? Memory.ReadableSpan(from, length) : default;
        if (source.Length == length)
        {
            ProcessorWrite(who, to, source);
            return;
        }

        var copy = new byte[length];
        ProcessorRead(who, from, copy);
        ProcessorWrite(who, to, copy);
    }

    /// <summary>A device's engine has moved bytes: the observer is told.</summary>
    internal void Moved(ActorRef device, BusAddress address, int length, bool isWrite)
    {
        if (Observer is not { } observer)
            return;
        using var access = gate.Enter();
        var answered = Iommu is { } iommu
            ? iommu.Translate(address, length, isWrite).Fault == IommuFault.None
            : address.Value < Memory.InstalledBytes && (ulong)length <= Memory.InstalledBytes - address.Value;
        observer.OnMoved(device, address, length, isWrite, answered);
    }

    /// <summary>Memory, caches and translation are as at power-on.</summary>
    public void Reset()
    {
        Memory.Reset();
        CpuCache?.Reset();
        Iommu?.Reset();
    }

    internal PostedWrite RentPostedWrite(PhysicalAddress address, int length)
    {
        using var access = gate.Enter();
        var write = idleWrites ?? new PostedWrite();
        idleWrites = write.Next;
        write.Occupy(address, length);
        return write;
    }

    internal void Return(PostedWrite write)
    {
        using var access = gate.Enter();
        write.Next = idleWrites;
        idleWrites = write;
    }

    private bool Write(IMemoryPort port, ActorContext who, PhysicalAddress address, ReadOnlySpan<byte> data)
    {
        who.Digest(BlockDigest.Hash64(data, address.Value));
        if (port.Write(address, data) >= data.Length)
            return true;
        Observer?.OnUnansweredAccess(who.Name, address, data.Length, isWrite: true);
        return false;
    }

    private bool Read(IMemoryPort port, ActorContext who, PhysicalAddress address, Span<byte> data)
    {
        if (port.Read(address, data) >= data.Length)
            return true;
        Observer?.OnUnansweredAccess(who.Name, address, data.Length, isWrite: false);
        return false;
    }
}
