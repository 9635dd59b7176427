using DmaActors.Hardware.Caches;
using DmaActors.Hardware.Iommu;
using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Bus;

/// <summary>
/// Makes processor and device agree on memory, whatever stands between them on this machine: what <c>ddi_dma_sync(9F)</c> has to ask of the hardware. On a
/// coherent machine without an IOMMU it does nothing. A copy buffer is not its business.
/// </summary>
public sealed class CacheControl(SystemBus bus)
{
    private readonly CpuCache? cpuCache = bus.CpuCache;
    private readonly IommuUnit? iommu = bus.Iommu;

    /// <summary>Whether there is anything to do on this machine: false means that the other calls have no effect.</summary>
    public bool IsNeeded => cpuCache is not null || iommu is not null;

    /// <summary>
    /// The device is about to look: what the processor wrote goes from its cache to memory, and what was prefetched for the device is forgotten. It holds at
    /// once; nobody waits.
    /// </summary>
    public void ForDevice(in DmaRange range)
    {
        cpuCache?.WriteBack(range.Memory, (ulong)range.Length);
        iommu?.Streaming?.Flush(range.Bus, (ulong)range.Length);
    }

    /// <summary>
    /// The processor is about to look: what the device wrote leaves the bridge and the streaming cache, and then the processor's cache forgets what it holds
    /// of the range. To be called only where the device may have written.
    /// </summary>
    /// <param name="who">In whose turn.</param>
    /// <param name="path">The way of the device that wrote.</param>
    /// <param name="range">Which bytes.</param>
    /// <returns>
    /// True: it holds. False: the streaming cache has begun to write its lines, and the answer to the driver waits for <see cref="CompleteForCpu"/>.
    /// </returns>
    public bool ForCpu(ActorContext who, MemoryPath path, in DmaRange range)
    {
        if (range.Length == 0)
            return true;
        if (iommu is not null && !ReachesMemory(iommu, who, path, range))
            return false;
        Forget(range);
        return true;
    }

    /// <summary>What <see cref="ForCpu"/> has begun holds now: flushed lines are in memory, and behind them the flags that were asked for.</summary>
    public void CompleteForCpu(in DmaRange range)
    {
        iommu?.Streaming?.CompleteFlush();
        Forget(range);
    }

    /// <summary>A consistent page passes the streaming cache by; what the device wrote there stands in its bridge at most, and is pushed.</summary>
    private static bool ReachesMemory(IommuUnit iommu, ActorContext who, MemoryPath path, in DmaRange range)
    {
        path.PushWrites(who);
        if (iommu.Streaming is not { } streaming || !iommu.Translate(range.Bus, range.Length, isWrite: false).IsStreaming)
            return true;
        streaming.Flush(range.Bus, (ulong)range.Length);
        return !streaming.IsFlushing;
    }

    /// <summary>
    /// Lines that lie whole in the range are dropped: whatever they hold is older than what the device wrote. A line at an end of the range may hold what the
    /// processor wrote beside it, so it is written back before. That saves the neighbour and costs the device's bytes in that line, if the neighbour was
    /// written meanwhile: on such a machine a buffer does not share a line with anything.
    /// </summary>
    private void Forget(in DmaRange range)
    {
        if (cpuCache is null || range.Length == 0)
            return;
        var lineBytes = (ulong)cpuCache.Geometry.LineBytes;
        var last = range.Memory + (ulong)(range.Length - 1);
        if (range.Memory.Value % lineBytes != 0)
            cpuCache.WriteBackInvalidate(range.Memory, 1);
        if (last.Value % lineBytes != lineBytes - 1)
            cpuCache.WriteBackInvalidate(last, 1);
        cpuCache.Invalidate(range.Memory, (ulong)range.Length);
    }
}
