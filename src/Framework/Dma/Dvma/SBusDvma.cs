using System.Diagnostics.CodeAnalysis;

namespace DmaActors.Framework.Dma;

/// <summary>The rules of the SBus nexus of sun4u.</summary>
/// <remarks>
/// The reference looks at neither the transfer counter nor at segments that are no whole number of pages. A device would move something else than what it was
/// told then, so here the counter bounds a mapping just as the segment does, and such segments are BADATTR.
/// </remarks>
/// <param name="bus">What the bus has.</param>
internal sealed class SBusDvma(SBus bus) : IDvmaRules
{
    /// <summary>Pages of a window.</summary>
    public const int WindowPages = 128;

    /// <summary>Bytes of a window.</summary>
    public const uint WindowBytes = WindowPages * DvmaPage.Size;

    /// <inheritdoc/>
    public DdiResult UnbindUnbound => DdiResult.Success;

    public bool HandlesWaitApart => false;

    /// <inheritdoc/>
    public DmaBind ExhaustedWithSleep => DmaBind.NoMapping;

    /// <inheritdoc/>
    public bool HasWindowWhenMapped => false;

    /// <inheritdoc/>
    public bool TryDerive(DmaAttributes? attributes, [NotNullWhen(true)] out DvmaLimits? limits)
    {
        limits = null;
        if (attributes is null || Check(attributes) != DvmaAttributeFault.None)
            return false;
        limits = new DvmaLimits
        {
            Attributes = attributes,
            Reach = new AddressRange(attributes.AddrLo, attributes.AddrHi).Overlap(bus.Dvma),
            CountMax = attributes.CountMax,
            BurstSizes = attributes.BurstSizes & bus.BurstSizes,
        };
        return true;
    }

    /// <summary>The first of the attribute checks that <paramref name="a"/> fails.</summary>
    public DvmaAttributeFault Check(DmaAttributes a)
    {
        if ((a.BurstSizes & bus.BurstSizes) == 0)
            return DvmaAttributeFault.NoBurstSize;
        if (a.AddrHi <= a.AddrLo)
            return DvmaAttributeFault.AddrHiNotAboveAddrLo;
        if (new AddressRange(a.AddrLo, a.AddrHi).Overlap(bus.Dvma).IsEmpty)
            return DvmaAttributeFault.OutsideDvma;
        if ((a.Flags & DmaAttributeFlags.ForcePhysical) != DmaAttributeFlags.None)
            return DvmaAttributeFault.ForcePhysical;
        return (a.Seg & DvmaPage.OffsetMask) != DvmaPage.OffsetMask ? DvmaAttributeFault.SegNotWholePages : DvmaAttributeFault.None;
    }

    /// <inheritdoc/>
    public bool TrySetSBus64(uint wanted, out uint burstSizes)
    {
        burstSizes = wanted & bus.BurstSizes64;
        return burstSizes != 0;
    }

    /// <inheritdoc/>
    public DvmaPlan Plan(DvmaLimits limits, ReadOnlySpan<ulong> frames, uint offset, uint length, DmaFlags flags)
    {
        if (length == 0)
            return DvmaPlan.Refused(DmaBind.NoMapping);
        bool partial = (flags & DmaFlags.Partial) != DmaFlags.None;
        ulong most = Math.Min(Math.Min(limits.Seg, limits.CountMax), limits.Attributes.AddrHi - limits.Attributes.AddrLo);
        if (length - 1 > most)
        {
            if (!partial)
                return DvmaPlan.Refused(DmaBind.TooBig);
            if (most < WindowBytes - 1)
                return DvmaPlan.Refused(DmaBind.NoMapping);
        }

        int redPages = (flags & DmaFlags.RedZone) != DmaFlags.None ? 1 : 0;
        int pages = DvmaPage.Count(offset, length);
        if (!partial && pages >= bus.DvmaPages - WindowPages)
            return DvmaPlan.Refused(DmaBind.TooBig);
        return partial && length > WindowBytes
            ? DvmaPlan.Windows(WindowBytes, WindowBytes, DvmaPage.Count(offset, WindowBytes) + redPages)
            : DvmaPlan.Whole(length, pages + redPages);
    }

    /// <inheritdoc/>
    public DvmaCaching CachingOf(DvmaAddressing addressing, DmaFlags flags) =>
        bus.HasStreamingCache && (flags & DmaFlags.Consistent) == DmaFlags.None ? DvmaCaching.Streaming : DvmaCaching.None;

    /// <inheritdoc/>
    public uint LastWindowStart(DvmaLimits limits, uint length) => length - Math.Min(length, limits.Attributes.MinXfer);

    /// <inheritdoc/>
    public DvmaSync Sync(DvmaMapping mapping, ulong offset, ulong length, DmaSyncType type) =>
        mapping.IsBound && mapping.Caching == DvmaCaching.Streaming
            ? new DvmaSync(DdiResult.Success, new SyncRange(mapping.Window.Offset, mapping.Window.Length), Wait: true)
            : default;
}
