using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Registers;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Nexus;

/// <summary>Where ddi_dma_mem_alloc(9F) takes from: page frames that the device reaches, and room for access handles.</summary>
/// <param name="options">How much there is.</param>
/// <param name="rules">The platform.</param>
/// <param name="provider">Memory as the processor sees it.</param>
internal sealed class DmaMemoryPool(NexusOptions options, MemoryRules rules, MemoryProvider provider)
{
    private const DmaFlags CacheAttributes = DmaFlags.DataCached | DmaFlags.DataUncachedWriteCombining | DmaFlags.DataUncached;

    private int pages;

    /// <summary>Pieces of memory that are allocated, each with an access handle.</summary>
    public int Pieces { get; private set; }

    /// <summary>Takes memory for a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="result">The answer of SUCCESS; of no meaning if anything is missing.</param>
    /// <returns>What is missing, as the list on which to wait for it; null: nothing is.</returns>
    public ListId? TryAllocate(AllocMemory request, out DmaMemResult result)
    {
        result = default;
        if (options.AccessHandles > 0 && Pieces >= options.AccessHandles)
            return ListId.AccessHandles;
        if (Decide(request, out var plan) != MemoryFault.None || !Take(plan, out var memory))
            return ListId.DmaMemory;
        var owner = request.Handle.Instance;
        var kernel = new KernelMemory(owner, memory) { IsForDma = true };
        if (IsUncached(request.Flags))
            provider.SetCached(memory, cached: false);
        result = new DmaMemResult(DdiResult.Success, kernel, (uint)plan.RealLength, new MemoryAccess(owner, kernel, request.Access));
        return null;
    }

    /// <summary>real_length of a request that fails: that of a CONSISTENT one is written before there is any memory.</summary>
    public static uint RealLengthOfRefused(AllocMemory request) =>
        (request.Flags & (DmaFlags.Consistent | DmaFlags.Streaming)) == DmaFlags.Consistent ? request.Length : 0;

    /// <summary>Takes back what <see cref="TryAllocate"/> gave.</summary>
    public void Free(KernelMemory memory)
    {
        pages -= PagesOf(memory.Object.Length);
        Pieces--;
        provider.SetCached(memory.Object, cached: true);
        memory.Object.Free();
    }

    /// <summary>What forbids a request for ever; null: a release can help.</summary>
    public string? WhyNever(AllocMemory request)
    {
        var attributes = request.Handle.Attributes;
        switch (Decide(request, out var plan))
        {
            case MemoryFault.LengthZero:
                return "its length is 0";
            case MemoryFault.MinXferNoPowerOfTwo:
                return $"dma_attr_minxfer {attributes.MinXfer} is no power of two";
            case MemoryFault.AlignNoPowerOfTwo:
                return $"dma_attr_align {attributes.Align} is no power of two";
            case MemoryFault.AddrLoAboveMemory:
                return $"dma_attr_addr_lo 0x{attributes.AddrLo:X} is above the lowest memory";
            case MemoryFault.AddrHiBelowSmallestPool:
                return $"dma_attr_addr_hi 0x{attributes.AddrHi:X} is below 16 MiB";
            case MemoryFault.PieceAboveSegment:
                return $"dma_attr_seg 0x{attributes.Seg:X} is too small for {request.Length} bytes in {attributes.SgLen} piece(s) (dma_attr_sgllen)";
        }

        var needed = PagesOf(plan.Bytes);
        return options.DmaMemoryPages > 0 && needed > options.DmaMemoryPages ? $"it needs {needed} pages, and this machine has {options.DmaMemoryPages} for DMA" : null;
    }

    public void Describe(StateWriter state) =>
        state.WriteUse("pages for ddi_dma_mem_alloc", pages, options.DmaMemoryPages).WriteUse("access handles", Pieces, options.AccessHandles);

    public void AssertInvariants()
    {
        if (Pieces < 0 || pages < Pieces || (Pieces == 0 && pages != 0) || (options.DmaMemoryPages > 0 && pages > options.DmaMemoryPages))
            throw new InvalidOperationException($"{Pieces} pieces of memory for DMA have {pages} of {options.DmaMemoryPages} pages.");
    }

    /// <summary>Whether the platform can have the memory so: it has one way of caching at a time.</summary>
    public static bool HasOneCacheAttribute(DmaFlags flags) => int.PopCount((int)(flags & CacheAttributes)) <= 1;

    private static bool IsUncached(DmaFlags flags) => (flags & (DmaFlags.DataUncached | DmaFlags.DataUncachedWriteCombining)) != DmaFlags.None;

    private MemoryFault Decide(AllocMemory request, out MemoryPlan plan) =>
        MemoryPlan.Decide(rules, request.Handle.Attributes, request.Length, request.Flags, IsUncached(request.Flags), out plan);

    private bool Take(in MemoryPlan plan, out MemoryObject memory)
    {
        memory = provider.Empty();
        var needed = PagesOf(plan.Bytes);
        if ((options.DmaMemoryPages > 0 && pages + needed > options.DmaMemoryPages) || !plan.TryTake(memory))
            return false;
        pages += needed;
        Pieces++;
        return true;
    }

    private int PagesOf(ulong bytes) => (int)rules.PageSize.PagesFor(0, bytes);
}
