using System.Runtime.InteropServices;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Dma;

/// <summary>What <c>ddi_dma_mem_alloc(9F)</c> decides before it looks for memory.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MemoryPlan
{
    // Below this bound the reference's allocator has no pool at all.
    private const ulong SmallestPoolTop = 0xFF_FFFF;

    private const DmaFlags Kinds = DmaFlags.Consistent | DmaFlags.Streaming;

    /// <summary>Bytes to take.</summary>
    public ulong Bytes { get; private init; }

    /// <summary>Bytes that the driver is told it has: those asked for if CONSISTENT, else those taken.</summary>
    public ulong RealLength { get; private init; }

    /// <summary>Whether it must be one piece of memory.</summary>
    public bool IsContiguous { get; private init; }

    /// <summary>Where the piece, or each page, may lie.</summary>
    public FrameLimits Limits { get; private init; }

    /// <summary>Decides.</summary>
    /// <param name="rules">The platform.</param>
    /// <param name="a">The attributes of the handle, merged with those of its buses.</param>
    /// <param name="length">Bytes that the driver wants.</param>
    /// <param name="flags">CONSISTENT or STREAMING; neither and both count as STREAMING.</param>
    /// <param name="wholePages">Whether the memory is to be uncached or write-combined, which a page is or is not as a whole.</param>
    /// <param name="plan">What to look for, if there is no fault.</param>
    public static MemoryFault Decide(MemoryRules rules, DmaAttributes a, uint length, DmaFlags flags, bool wholePages, out MemoryPlan plan)
    {
        plan = default;
        MemoryFault fault = Check(rules, a, length);
        if (fault != MemoryFault.None)
            return fault;

        ulong page = (ulong)rules.PageSize.Bytes;
        ulong align = wholePages ? Math.Max(a.Align, page) : a.Align;
        ulong bytes = wholePages ? RoundUp(length, page) : length;
        ulong piece = rules.HasIommu ? 1 : PiecePages(rules, a, bytes, align);
        if (piece > 1)
        {
            bytes = RoundUp(bytes, a.MinXfer);
            piece = PiecePages(rules, a, bytes, align);
            if (piece > (a.Seg / page) + 1)
                return MemoryFault.PieceAboveSegment;
        }
        else
        {
            bytes = RoundUp(bytes, Math.Max(a.MinXfer, align));
        }

        // What the list has entries for page by page need not be one piece, unless the first page is to lie at a multiple of several.
        bool contiguous = !rules.HasIommu && (piece > 1 || align > page);
        plan = new MemoryPlan
        {
            Bytes = bytes,
            RealLength = (flags & Kinds) == DmaFlags.Consistent ? length : bytes,
            IsContiguous = contiguous,
            Limits = rules.HasIommu ? FrameLimits.Any : Reach(a, contiguous, align),
        };
        return MemoryFault.None;
    }

    /// <summary>Takes the memory; false, which is FAILURE, if there is none, be it for fragmentation.</summary>
    public bool TryTake(MemoryObject memory) =>
        IsContiguous ? memory.TryAllocateRun(Bytes, 0, Limits) : memory.TryAllocate(Bytes, 0, Limits);

    private static MemoryFault Check(MemoryRules rules, DmaAttributes a, uint length)
    {
        if (length == 0)
            return MemoryFault.LengthZero;
        if (!uint.IsPow2(a.MinXfer))
            return MemoryFault.MinXferNoPowerOfTwo;
        if (!ulong.IsPow2(a.Align))
            return MemoryFault.AlignNoPowerOfTwo;
        if (rules.HasIommu)
            return MemoryFault.None;
        if (a.AddrLo > 0)
            return MemoryFault.AddrLoAboveMemory;
        return a.AddrHi < SmallestPoolTop ? MemoryFault.AddrHiBelowSmallestPool : MemoryFault.None;
    }

    /// <summary>Pages of the least piece in which the device's list can hold so many bytes, wherever in its alignment they start.</summary>
    private static ulong PiecePages(MemoryRules rules, DmaAttributes a, ulong bytes, ulong align)
    {
        ulong pages = rules.PageSize.PagesFor(0, bytes + align);
        ulong entries = Math.Max(1, unchecked((uint)a.SgLen));
        return (pages + entries - 1) / entries;
    }

    private static FrameLimits Reach(DmaAttributes a, bool contiguous, ulong align)
    {
        FrameLimits reach = new(default, new PhysicalAddress(a.AddrHi));
        return contiguous ? reach with { Alignment = align, Segment = a.Seg } : reach;
    }

    private static ulong RoundUp(ulong bytes, ulong powerOfTwo) => (bytes + powerOfTwo - 1) & ~(powerOfTwo - 1);
}
