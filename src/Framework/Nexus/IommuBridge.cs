using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Caches;
using DmaActors.Hardware.Iommu;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Nexus;

/// <summary>The IOMMU and the streaming cache of a machine, as its nexus programs them.</summary>
/// <param name="iommu">That of the machine's bus.</param>
/// <param name="memory">That of the machine.</param>
/// <param name="pathOf">The way on which the device of an instance reaches memory; null: nothing of it can be under way.</param>
internal sealed class IommuBridge(IommuUnit iommu, PhysicalMemory memory, Func<DriverInstance, MemoryPath?> pathOf) : IDvmaBridge
{
    /// <summary>Where the streaming cache says that what was flushed is in memory: in the page frame that nobody is ever given.</summary>
    private static readonly PhysicalAddress FlushFlag = new(0);

    public void Map(ulong dvma, ulong physical, bool writable, bool streaming)
    {
        var attributes = writable ? IommuAttributes.Writable : IommuAttributes.None;
        iommu.Map(new BusAddress(dvma), new PhysicalAddress(physical), streaming ? attributes | IommuAttributes.Streaming : attributes);
    }

    public void Unmap(ulong dvma) => iommu.Unmap(new BusAddress(dvma));

    public void Flush(ulong dvma, uint length) => iommu.Streaming?.Flush(new BusAddress(dvma), length);

    public void Drain(ActorContext who, DriverInstance instance)
    {
        pathOf(instance)?.PushWrites(who);
        if (iommu.Streaming is not { } streaming)
            return;
        memory.Write64(FlushFlag, 0);
        streaming.RequestFlag(FlushFlag);
        streaming.CompleteFlush();

        // The reference waits for a second, and panics then.
        if (!memory.Read64(FlushFlag, out var written) || written != StreamingCache.FlagWritten)
            throw new SimulationFaultException("The streaming cache was flushed, and its flag is not in memory.");
    }
}
