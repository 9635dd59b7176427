using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Nexus;

/// <summary>
/// Physical addresses, and a copy buffer for what the device does not reach: room for cookies, copy-buffer pages, and the copying. Where the processor's cache is
/// not snooped every byte is synced that elsewhere would be in the copy buffer at most.
/// </summary>
internal sealed class PhysicalBusOps : IBusOps
{
    private readonly NexusOptions options;
    private readonly CopyBufferPool copyBuffers;
    private readonly CopyBufferTraffic traffic;

    // Null on a coherent machine.
    private readonly CacheTraffic? caches;
    private ulong[] frameScratch = [];

    public PhysicalBusOps(NexusOptions options, SystemBus bus, FrameAllocator frames)
    {
        this.options = options;
        copyBuffers = new CopyBufferPool(frames, options.CopyBufferPages);
        traffic = new CopyBufferTraffic(bus, Counters);
        caches = bus.CpuCache is null ? null : new CacheTraffic(bus);
    }

    public NexusCounters Counters { get; } = new();

    public int Bound { get; private set; }

    public int PagesInUse => copyBuffers.InUse;

    public DdiResult UnbindUnbound => DdiResult.Success;

    public ListId HandleList => ListId.RootNexus;

    public IDmaMapping? AllocHandle(DmaAttributes? attributes) => DmaLimits.TryDerive(attributes, out var limits) ? new DmaMapping(limits) : null;

    public DmaBind Map(Bind bind)
    {
        // The driver freed the memory while its request slept: nothing is left that could be mapped.
        if (bind.Memory.Length < bind.Length)
            return DmaBind.NoMapping;
        if (options.Bindings > 0 && Bound >= options.Bindings)
            return DmaBind.NoResources;
        var handle = bind.Handle;
        var mapping = Plan(bind);
        if (mapping.CopyPagesRequired > 0 && !TakeCopyBuffer(handle))
        {
            mapping.Unbind();
            return DmaBind.NoResources;
        }

        var status = mapping.Finish(handle.CopyFrames.AsSpan(0, handle.CopyFrameCount));
        if (!mapping.IsBound)
        {
            copyBuffers.Return(handle);
            return status;
        }

        handle.Bound = bind.Memory;
        Bound++;
        if (mapping.UsesCopyBuffer)
            Counters.CopyBufferBinds++;
        return status;
    }

    public void Unmap(DmaHandle handle)
    {
        copyBuffers.Return(handle);
        MappingOf(handle).Unbind();
        handle.Bound = null;
        Bound--;
    }

    public void EnterWindow(ActorContext who, DmaHandle handle)
    {
        var mapping = MappingOf(handle);
        traffic.Out(who, handle, mapping);

        // Also where the device only writes: a dirty line that went back later would go over what it has written.
        caches?.ForDevice(mapping, CopyBufferTraffic.Whole(mapping.Window));
    }

    public void LeaveWindow(ActorContext who, DmaHandle handle)
    {
        var mapping = MappingOf(handle);
        if ((mapping.Flags & DmaFlags.Read) != DmaFlags.None)
            CachesForCpu(who, handle, mapping, CopyBufferTraffic.Whole(mapping.Window));
        traffic.In(who, handle, mapping);
    }

    public DdiResult Sync(ActorContext who, SyncHandle sync)
    {
        var mapping = MappingOf(sync.Handle);
        if (!mapping.IsBound)
            return DdiResult.Success;
        if (caches is null && !SyncRange.HasWork(mapping))
            return DdiResult.Success;
        if (!SyncRange.TryResolve(mapping, sync.Offset, sync.Length, sync.Type, out var range))
            return DdiResult.Failure;
        if (sync.Type == DmaSyncType.ForDev)
        {
            traffic.Copy(who, sync.Handle, mapping, range, toDevice: true);
            caches?.ForDevice(mapping, range);
        }
        else
        {
            CachesForCpu(who, sync.Handle, mapping, range);
            traffic.Copy(who, sync.Handle, mapping, range, toDevice: false);
        }

        return DdiResult.Success;
    }

    public DdiResult SetSBus64(DmaHandle handle, uint burstSizes) => DdiResult.Failure;

    public string? WhyNever(Bind bind)
    {
        var mapping = Plan(bind);
        var (required, pages) = (mapping.CopyPagesRequired, mapping.CopyPages);
        mapping.Unbind();
        if (required == 0)
            return null;
        if (pages == 0 || pages > options.CopyBufferPages)
            return $"the bind needs a copy buffer of {Math.Max(pages, 1)} page(s), and this machine cannot have one of more than {Math.Min(options.CopyBufferPages, options.CopyBufferMax >> DmaPage.Shift)}";
        var attributes = mapping.Limits.Attributes;
        return mapping.Limits.CopyBufferRefusal(0) switch
        {
            CopyBufferRefusal.None => null,
            CopyBufferRefusal.MinXferNoPowerOfTwo => $"dma_attr_minxfer {attributes.MinXfer} is no power of two, so there is never a copy buffer",
            CopyBufferRefusal.AddrLoAboveMemory => $"dma_attr_addr_lo 0x{attributes.AddrLo:X} is above the lowest memory, so there is never a copy buffer",
            _ => $"dma_attr_addr_hi 0x{attributes.AddrHi:X} is below 16 MiB, so there is never a copy buffer",
        };
    }

    public void Describe(StateWriter state) => state.WriteUse("copy-buffer pages", PagesInUse, options.CopyBufferPages);

    public void AssertInvariants()
    {
        if (PagesInUse < 0 || PagesInUse > options.CopyBufferPages || (Bound == 0 && PagesInUse != 0))
            throw new InvalidOperationException($"{PagesInUse} of {options.CopyBufferPages} copy pages are in use by {Bound} bindings.");
    }

    private static DmaMapping MappingOf(DmaHandle handle) => (DmaMapping)handle.Mapping;

    /// <summary>What the processor's cache holds of the range is forgotten. Memory that the driver freed while it was bound, a finding, may be another's by now.</summary>
    private void CachesForCpu(ActorContext who, DmaHandle handle, DmaMapping mapping, SyncRange range)
    {
        if (handle.Bound!.Length >= mapping.Length)
            caches?.ForCpu(who, handle, mapping, range);
    }

    private DmaMapping Plan(Bind bind)
    {
        var mapping = MappingOf(bind.Handle);
        mapping.Plan(FramesOf(bind.Memory), (uint)bind.Memory.Offset, bind.Length, bind.Flags, options.CopyBufferMax);
        return mapping;
    }

    private bool TakeCopyBuffer(DmaHandle handle)
    {
        var mapping = MappingOf(handle);
        return mapping.CopyPages > 0
            && mapping.Limits.CopyBufferRefusal(0) == CopyBufferRefusal.None
            && copyBuffers.TryTake(handle, mapping.CopyPages, mapping.CopyReach);
    }

    /// <summary>The page frame numbers of an object.</summary>
    private ReadOnlySpan<ulong> FramesOf(MemoryObject memory)
    {
        var addresses = memory.PageAddresses;
        if (frameScratch.Length < addresses.Length)
            frameScratch = new ulong[addresses.Length];
        for (var i = 0; i < addresses.Length; i++)
            frameScratch[i] = addresses[i] >> DmaPage.Shift;
        return frameScratch.AsSpan(0, addresses.Length);
    }
}
