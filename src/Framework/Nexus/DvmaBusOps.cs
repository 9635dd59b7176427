using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Nexus;

/// <summary>An IOMMU with finite space for virtual addresses, and a streaming cache: PCI and SBus of sun4u. Nothing is ever copied.</summary>
/// <param name="options">What else there is to give.</param>
/// <param name="rules">Those of the bus.</param>
/// <param name="space">The addresses that the IOMMU translates.</param>
/// <param name="bridge">The IOMMU and the cache.</param>
internal sealed class DvmaBusOps(NexusOptions options, IDvmaRules rules, DvmaAllocator space, IDvmaBridge bridge) : IBusOps
{
    private ulong[] frameScratch = new ulong[64];
    private int pagesHeld;

    public NexusCounters Counters { get; } = new();

    public int Bound { get; private set; }

    public int PagesInUse => space.PagesInUse;

    public DdiResult UnbindUnbound => rules.UnbindUnbound;

    public ListId HandleList => rules.HandlesWaitApart ? ListId.Handles : ListId.RootNexus;

    public IDmaMapping? AllocHandle(DmaAttributes? attributes) => rules.TryDerive(attributes, out var limits) ? new DvmaMapping(rules, limits) : null;

    public DmaBind Map(Bind bind)
    {
        // The driver freed the memory while its request slept: nothing is left that could be mapped.
        if (bind.Memory.Length < bind.Length)
            return DmaBind.NoMapping;
        if (options.Bindings > 0 && Bound >= options.Bindings)
            return DmaBind.NoResources;
        var mapping = MappingOf(bind.Handle);
        var status = Plan(bind);
        if (status != DmaBind.Mapped)
            return status;
        var address = 0UL;
        if (mapping.Pages > 0 && !space.TryAllocate(mapping.Request, out address))
        {
            mapping.Unbind();
            return bind.Callback == DmaCallback.Sleep ? rules.ExhaustedWithSleep : DmaBind.NoResources;
        }

        pagesHeld += mapping.Pages;
        bind.Handle.Bound = bind.Memory;
        Bound++;
        return mapping.Finish(address);
    }

    public void Unmap(DmaHandle handle)
    {
        var mapping = MappingOf(handle);
        HideWindow(mapping);
        if (mapping.Pages > 0)
            space.Free(mapping.Request, mapping.DvmaAddress);
        pagesHeld -= mapping.Pages;
        mapping.Unbind();
        handle.Bound = null;
        Bound--;
    }

    public void EnterWindow(ActorContext who, DmaHandle handle)
    {
        var mapping = MappingOf(handle);
        var memory = handle.Bound!;

        // The driver freed the object while it was bound, a finding of the rule about that: there is nothing to show.
        if (mapping.WindowPages == 0 || memory.Length < mapping.Length)
            return;
        var writable = (mapping.Flags & DmaFlags.Read) != DmaFlags.None;
        var page = mapping.DvmaAddress;
        foreach (var physical in memory.PageAddresses.Slice(mapping.FirstWindowPage, mapping.WindowPages))
        {
            bridge.Map(page, physical, writable, mapping.Caching == DvmaCaching.Streaming);
            page += DvmaPage.Size;
        }
        mapping.ShownPages = mapping.WindowPages;
    }

    public void LeaveWindow(ActorContext who, DmaHandle handle)
    {
        var mapping = MappingOf(handle);
        var window = mapping.Window;
        Do(who, handle, mapping, rules.Sync(mapping, window.Offset, window.Length, DmaSyncType.ForCpu));
        HideWindow(mapping);
    }

    public DdiResult Sync(ActorContext who, SyncHandle sync)
    {
        var mapping = MappingOf(sync.Handle);
        var decided = rules.Sync(mapping, sync.Offset, sync.Length, sync.Type);
        Do(who, sync.Handle, mapping, decided);
        return decided.Status;
    }

    public DdiResult SetSBus64(DmaHandle handle, uint burstSizes)
    {
        if (!rules.TrySetSBus64(burstSizes, out var common))
            return DdiResult.Failure;
        MappingOf(handle).BurstSizes = common;
        return DdiResult.Success;
    }

    public string? WhyNever(Bind bind)
    {
        var mapping = MappingOf(bind.Handle);
        if (Plan(bind) != DmaBind.Mapped)
            return null;
        var request = mapping.Request;
        mapping.Unbind();
        if (request.Pages == 0 || space.CouldEver(request))
            return null;
        return $"the bind needs {request.Pages} adjacent page(s) of DVMA within {request.Within} (dma_attr_addr_lo, dma_attr_addr_hi), aligned to {request.Align} (dma_attr_align) "
            + $"and in one segment (dma_attr_seg 0x{request.Seg:X}), and in {space.Range} there is no such place";
    }

    public void Describe(StateWriter state) => state.WriteUse("DVMA pages", PagesInUse, space.Pages);

    public void AssertInvariants()
    {
        space.AssertInvariants();
        if (Bound < 0 || PagesInUse < pagesHeld || (Bound == 0 && PagesInUse != 0))
            throw new InvalidOperationException($"{PagesInUse} of {space.Pages} pages of DVMA are in use, {pagesHeld} by {Bound} bindings.");
    }

    private static DvmaMapping MappingOf(DmaHandle handle) => (DvmaMapping)handle.Mapping;

    private DmaBind Plan(Bind bind) =>
        MappingOf(bind.Handle).Plan(FramesOf(bind.Memory.PageAddresses), (uint)bind.Memory.Offset, bind.Length, bind.Flags);

    private void Do(ActorContext who, DmaHandle handle, DvmaMapping mapping, DvmaSync sync)
    {
        if (sync.Flush.Length != 0)
            bridge.Flush(mapping.Cookies[0].LAddress + (sync.Flush.Offset - mapping.Window.Offset), sync.Flush.Length);
        if (sync.Wait)
            bridge.Drain(who, handle.Instance);
    }

    private void HideWindow(DvmaMapping mapping)
    {
        for (var page = 0; page < mapping.ShownPages; page++)
            bridge.Unmap(mapping.DvmaAddress + ((ulong)page << DvmaPage.Shift));
        mapping.ShownPages = 0;
    }

    /// <summary>The page frame numbers of an object.</summary>
    private ReadOnlySpan<ulong> FramesOf(ReadOnlySpan<ulong> addresses)
    {
        if (frameScratch.Length < addresses.Length)
            frameScratch = new ulong[addresses.Length];
        for (var i = 0; i < addresses.Length; i++)
            frameScratch[i] = addresses[i] >> DvmaPage.Shift;
        return frameScratch.AsSpan(0, addresses.Length);
    }
}
