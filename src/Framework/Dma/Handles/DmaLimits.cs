using System.Diagnostics.CodeAnalysis;

namespace DmaActors.Framework.Dma;

/// <summary>What a bind needs to know of a device's attributes, worked out once when the handle is allocated. Immutable: handles may share one.</summary>
internal sealed class DmaLimits
{
    // Below this bound the reference's memory allocator has no pool at all.
    private const ulong SmallestPoolTop = 0xFF_FFFF;

    private DmaLimits(DmaAttributes attributes)
    {
        Attributes = attributes;
        AddrLo = attributes.AddrLo;
        AddrHi = attributes.AddrHi;
        Seg = attributes.Seg;
        MaxCookie = LargestCookie(attributes);
        MaxXfer = (uint)Math.Min(WholeGranules(attributes), uint.MaxValue);
        SgLen = unchecked((uint)attributes.SgLen);
        Granular = attributes.Granular;
        BounceOnSeg = (attributes.Flags & DmaAttributeFlags.BounceOnSeg) != DmaAttributeFlags.None;
    }

    /// <summary>The attributes that these limits were derived from.</summary>
    public DmaAttributes Attributes { get; }

    /// <summary>Lowest address of a cookie.</summary>
    public ulong AddrLo { get; }

    /// <summary>Highest address of a cookie, inclusive.</summary>
    public ulong AddrHi { get; }

    /// <summary>Segment size minus one, used as a mask.</summary>
    public ulong Seg { get; }

    /// <summary>Most bytes in a cookie; at least a page.</summary>
    public uint MaxCookie { get; }

    /// <summary>Most bytes in a window: a multiple of the granularity, or <see cref="uint.MaxValue"/> where no object can reach the limit.</summary>
    public uint MaxXfer { get; }

    /// <summary>Most cookies in a window.</summary>
    public uint SgLen { get; }

    /// <summary>Every window but the last is a multiple of this many bytes; 1 to the size of a page.</summary>
    public uint Granular { get; }

    /// <summary>Whether an object on both sides of the segment limit is bounced below it.</summary>
    public bool BounceOnSeg { get; }

    /// <summary>Bit n: bursts of 2^n bytes. What <c>ddi_dma_burstsizes(9F)</c> returns.</summary>
    public uint BurstSizes => Attributes.BurstSizes;

    /// <summary>Derives the limits, or answers false for attributes that <c>ddi_dma_alloc_handle(9F)</c> refuses with BADATTR.</summary>
    /// <param name="attributes">The device's attributes; null is refused, too.</param>
    /// <param name="limits">The limits, if true is returned.</param>
    public static bool TryDerive(DmaAttributes? attributes, [NotNullWhen(true)] out DmaLimits? limits)
    {
        limits = attributes is not null && Check(attributes) == AttributeFault.None ? new DmaLimits(attributes) : null;
        return limits is not null;
    }

    /// <summary>The first of the attribute checks that <paramref name="a"/> fails.</summary>
    public static AttributeFault Check(DmaAttributes a)
    {
        const uint lowBits = DmaPage.OffsetMask;
        if (a.Seg < lowBits)
            return AttributeFault.SegBelowPage;
        if (a.CountMax < lowBits)
            return AttributeFault.CountMaxBelowPage;
        if (a.Granular > DmaPage.Size)
            return AttributeFault.GranularAbovePage;
        if (a.MaxXfer < DmaPage.Size)
            return AttributeFault.MaxXferBelowPage;
        if (a.AddrHi <= a.AddrLo)
            return AttributeFault.AddrHiNotAboveAddrLo;
        if ((a.Seg & lowBits) != lowBits)
            return AttributeFault.SegNotWholePages;
        if (a.Granular == 0)
            return AttributeFault.GranularZero;
        if (a.SgLen == 0)
            return AttributeFault.SgLenZero;
        if (LargestCookie(a) < DmaPage.Size)
            return AttributeFault.CookieBelowPage;
        if ((a.Flags & DmaAttributeFlags.BounceOnSeg) != DmaAttributeFlags.None && a.Seg > a.AddrHi)
            return AttributeFault.SegAboveAddrHi;
        return AttributeFault.None;
    }

    /// <summary>Whether, and why, no copy buffer can ever be had for such a device, however much memory is free.</summary>
    /// <param name="lowestMemory">Lowest physical address of the machine's memory, normally 0.</param>
    public CopyBufferRefusal CopyBufferRefusal(ulong lowestMemory)
    {
        if (!uint.IsPow2(Attributes.MinXfer))
            return Dma.CopyBufferRefusal.MinXferNoPowerOfTwo;
        if (AddrLo > lowestMemory)
            return Dma.CopyBufferRefusal.AddrLoAboveMemory;
        return AddrHi < SmallestPoolTop ? Dma.CopyBufferRefusal.AddrHiBelowSmallestPool : Dma.CopyBufferRefusal.None;
    }

    private static ulong WholeGranules(DmaAttributes a) => a.MaxXfer - (a.MaxXfer % a.Granular);

    private static uint LargestCookie(DmaAttributes a)
    {
        ulong most = Math.Min(SizeOf(a.Seg), Math.Min(SizeOf(a.CountMax), WholeGranules(a)));
        return (uint)Math.Min(most, uint.MaxValue);
    }

    // The attributes hold sizes as "size minus one". 2^64 itself does not fit and stays one short, which no object can notice.
    private static ulong SizeOf(ulong sizeMinusOne) => sizeMinusOne == ulong.MaxValue ? sizeMinusOne : sizeMinusOne + 1;
}
