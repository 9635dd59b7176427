namespace DmaActors.Framework.Dma;

/// <summary>
/// What a device's DMA engine can do, see <c>ddi_dma_attr(9S)</c>. Members have the manual's names without the prefix.
/// Nothing is checked here: <c>ddi_dma_alloc_handle(9F)</c> answers BADATTR to what makes no sense.
/// </summary>
public sealed record DmaAttributes
{
    /// <summary>DMA_ATTR_V0, that is 0.</summary>
    public uint Version { get; init; }

    /// <summary>Lowest address that the engine can reach.</summary>
    public ulong AddrLo { get; init; }

    /// <summary>Highest address that the engine can reach, inclusive.</summary>
    public ulong AddrHi { get; init; }

    /// <summary>Largest transfer count of one cookie, in bytes, minus one.</summary>
    public ulong CountMax { get; init; }

    /// <summary>Alignment of memory that is allocated for this device, in bytes. Plays no part in a bind.</summary>
    public ulong Align { get; init; }

    /// <summary>Burst sizes: bit n stands for bursts of 2^n bytes.</summary>
    public uint BurstSizes { get; init; }

    /// <summary>
    /// Smallest effective transfer in bytes, a power of two. Plays no part in cookies, but a copy buffer cannot be had without a sensible
    /// one.
    /// </summary>
    public uint MinXfer { get; init; }

    /// <summary>Most bytes in one window, and so in one request to the device. Rounded down to a multiple of <see cref="Granular"/>.</summary>
    public ulong MaxXfer { get; init; }

    /// <summary>Segment size in bytes minus one: no cookie crosses a multiple of the segment size.</summary>
    public ulong Seg { get; init; }

    /// <summary>Length of the scatter/gather list: most cookies in one window. Read as unsigned, so a negative one is as good as no limit.</summary>
    public int SgLen { get; init; }

    /// <summary>Granularity in bytes: the size of every window but the last is a multiple of it.</summary>
    public uint Granular { get; init; }

    /// <summary>See <see cref="DmaAttributeFlags"/>.</summary>
    public DmaAttributeFlags Flags { get; init; }

    /// <summary>
    /// The attributes that hold for a device of these attributes behind a bus of those: of each member the narrower one.
    /// <see cref="Version"/> and <see cref="Flags"/> stay the device's.
    /// </summary>
    /// <param name="bus">What the bus can do.</param>
    internal DmaAttributes Behind(DmaAttributes bus)
    {
        uint minXfer = bus.MinXfer == 0 ? MinXfer : MinXfer & ~(bus.MinXfer - 1);
        return this with
        {
            AddrLo = Math.Max(AddrLo, bus.AddrLo),
            AddrHi = Math.Min(AddrHi, bus.AddrHi),
            CountMax = Math.Min(CountMax, bus.CountMax),
            Align = Math.Max(Align, bus.Align),
            BurstSizes = BurstSizes & bus.BurstSizes,
            MinXfer = minXfer == 0 ? bus.MinXfer : minXfer,
            MaxXfer = Math.Min(MaxXfer, bus.MaxXfer),
            Seg = Math.Min(Seg, bus.Seg),
            SgLen = unchecked((int)Math.Min((uint)SgLen, (uint)bus.SgLen)),
            Granular = Math.Max(Granular, bus.Granular),
        };
    }
}
