using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Iommu;
using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Bus;

/// <summary>
/// The way of one device's accesses to memory: through the IOMMU if there is one; then, for a streaming page, into the streaming cache, otherwise into the
/// device's bridge and on to memory. A read of memory never overtakes what stands in the bridge.
/// </summary>
/// <remarks>
/// An address is translated when the device makes the access, not when it reaches memory: what stands in the bridge when its page is unmapped arrives all the
/// same, where the page was. Before each access the processor's cache may write back what it holds, as a real one may at any moment: a choice, on machines
/// that have such a cache.
/// </remarks>
public sealed class MemoryPath(SystemBus bus)
{
    private static readonly ChoicePoint WriteBack = new("cpu-cache-write-back");

    private readonly BridgeBuffer bridge = new(bus);

    // Reads that no memory answered, accesses that the IOMMU refused, and what failed of those that others made for the device.
    private long refused;
    private long failedRegisterAccesses;

    /// <summary>Whether something that the device wrote stands in the bridge.</summary>
    public bool HoldsWrites => bridge.Count > 0;

    /// <summary>
    /// How many of the device's accesses have failed since power-on, because no memory answered or the IOMMU refused them. A write that stands in the bridge is
    /// not among them before it is pushed.
    /// </summary>
    public long FailedAccesses
    {
        get
        {
            using var access = bus.Gate.Enter();
            return refused + bridge.UnansweredWrites;
        }
    }

    /// <summary>How many accesses of processors to registers of the device have failed since power-on: there was no such register, or no power.</summary>
    public long FailedRegisterAccesses
    {
        get
        {
            using var access = bus.Gate.Enter();
            return failedRegisterAccesses;
        }
    }

    /// <summary>What stands in the bridge reaches memory: the reply of a register read and a message-signalled interrupt do this on their way.</summary>
    public void PushWrites(ActorContext who)
    {
        using var access = bus.Gate.Enter();
        bridge.Drain(who);
    }

    /// <summary>The device's next bytes go to memory.</summary>
    public void Write(ActorContext who, BusAddress address, int length, IDataPort port)
    {
        using var access = bus.Gate.Enter();
        MayWriteBack(who);
        if (bus.Iommu is null)
            Post(who, new PhysicalAddress(address.Value), length, port);
        else
            WriteTranslated(who, bus.Iommu, address, length, port);
    }

    /// <summary>The device takes its next bytes from memory.</summary>
    public void Read(ActorContext who, BusAddress address, int length, IDataPort port)
    {
        using var access = bus.Gate.Enter();
        MayWriteBack(who);
        PushWrites(who);
        if (bus.Iommu is null)
            Fetch(who, new PhysicalAddress(address.Value), length, port);
        else
            ReadTranslated(who, bus.Iommu, address, length, port);
    }

    /// <summary>The system's DMA controller has reached for memory on behalf of the device, and none has answered.</summary>
    internal void CountFailure()
    {
        using var access = bus.Gate.Enter();
        refused++;
    }

    /// <summary>A processor has reached for a register that is not there.</summary>
    public void CountRegisterFailure()
    {
        using var access = bus.Gate.Enter();
        failedRegisterAccesses++;
    }

    private void MayWriteBack(ActorContext who)
    {
        if (bus.CpuCache is { DirtyLines: > 0 } cache && who.Choose(WriteBack, 2) == 1)
            cache.WriteBackAll();
    }

    private void WriteTranslated(ActorContext who, IommuUnit iommu, BusAddress address, int length, IDataPort port)
    {
        while (length > 0)
        {
            var there = iommu.Translate(address, length, isWrite: true);
            if (there is { Fault: IommuFault.None, IsStreaming: false })
                Post(who, there.Memory, there.Length, port);
            else
                WriteAside(who, iommu, address, there, port);
            address += (ulong)there.Length;
            length -= there.Length;
        }
    }

    /// <summary>Bytes that pass the bridge by: into the streaming cache, or, after a fault, nowhere.</summary>
    private void WriteAside(ActorContext who, IommuUnit iommu, BusAddress address, in IommuTranslation there, IDataPort port)
    {
        var write = bus.RentPostedWrite(there.Memory, there.Length);
        port.Supply(write.Data);
        if (there.Fault == IommuFault.None)
        {
            who.Digest(BlockDigest.Hash64(write.Data, there.Memory.Value));
            iommu.Streaming!.Write(address, there.Memory, there.Context, write.Data);
        }
        else
        {
            refused++;
            bus.Observer?.OnTranslationFault(who.Name, address, there.Length, isWrite: true, there.Fault);
        }

        bus.Return(write);
    }

    private void ReadTranslated(ActorContext who, IommuUnit iommu, BusAddress address, int length, IDataPort port)
    {
        while (length > 0)
        {
            var there = iommu.Translate(address, length, isWrite: false);
            if (there is { Fault: IommuFault.None, IsStreaming: false })
                Fetch(who, there.Memory, there.Length, port);
            else
                ReadAside(who, iommu, address, there, port);
            address += (ulong)there.Length;
            length -= there.Length;
        }
    }

    /// <summary>Bytes from the streaming cache, or, after a fault, all ones.</summary>
    private void ReadAside(ActorContext who, IommuUnit iommu, BusAddress address, in IommuTranslation there, IDataPort port)
    {
        var read = bus.RentPostedWrite(there.Memory, there.Length);
        if (there.Fault == IommuFault.None)
        {
            iommu.Streaming!.Read(address, there.Memory, there.Context, read.Data);
        }
        else
        {
            read.Data.Fill(0xFF);
            refused++;
            bus.Observer?.OnTranslationFault(who.Name, address, there.Length, isWrite: false, there.Fault);
        }

        port.Accept(read.Data);
        bus.Return(read);
    }

    private void Post(ActorContext who, PhysicalAddress address, int length, IDataPort port)
    {
        port.Supply(bridge.Post(who, address, length));
        if (bus.Timing.BridgeDepth == 0)
            bridge.Drain(who);
    }

    private void Fetch(ActorContext who, PhysicalAddress address, int length, IDataPort port)
    {
        var memory = bus.DeviceView(address, length);
        if (!memory.IsEmpty)
        {
            port.Accept(memory);
            return;
        }

        Span<byte> copy = length <= 4_096 ? stackalloc byte[length] : new byte[length];
        if (!bus.DeviceRead(who, address, copy))
            refused++;
        port.Accept(copy);
    }
}
