using DmaActors.Framework.Dma;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Nexus;

/// <summary>Binds and unbinds handles: room for cookies, copy-buffer pages, and the mapping itself. Copies nothing.</summary>
internal sealed class Binder(NexusOptions options, FrameAllocator frames)
{
    private readonly CopyBufferPool copyBuffers = new(frames, options.CopyBufferPages);
    private ulong[] frameScratch = new ulong[64];

    /// <summary>Handles that are bound.</summary>
    public int Bound { get; private set; }

    public int CopyPagesInUse => copyBuffers.InUse;

    /// <summary>The bind itself. MAPPED and PARTIAL_MAP leave the mapping bound, anything else leaves it free.</summary>
    public DmaBind Map(Bind bind)
    {
        // The driver freed the memory while its request slept: nothing is left that could be mapped.
        if (bind.Memory.Length < bind.Length)
            return DmaBind.NoMapping;
        if (options.Bindings > 0 && Bound >= options.Bindings)
            return DmaBind.NoResources;
        var handle = bind.Handle;
        var mapping = handle.Mapping;
        Plan(bind);
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
        return status;
    }

    public void Unmap(DmaHandle handle)
    {
        copyBuffers.Return(handle);
        handle.Mapping.Unbind();
        handle.Bound = null;
        Bound--;
    }

    /// <summary>What in the attributes or in the machine forbids a bind for ever; null: a release can help.</summary>
    public string? WhyNever(Bind bind)
    {
        var mapping = bind.Handle.Mapping;
        Plan(bind);
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

    private void Plan(Bind bind) =>
        bind.Handle.Mapping.Plan(FramesOf(bind.Memory), (uint)bind.Memory.Offset, bind.Length, bind.Flags, options.CopyBufferMax);

    private bool TakeCopyBuffer(DmaHandle handle)
    {
        var mapping = handle.Mapping;
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
