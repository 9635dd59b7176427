using System.Diagnostics.CodeAnalysis;

namespace DmaActors.Framework.Dma;

/// <summary>The rules of a PCI nexus of sun4u.</summary>
/// <param name="bus">What the bus and its bridge have.</param>
internal sealed class PciDvma(PciBus bus) : IDvmaRules
{
    /// <inheritdoc/>
    public DdiResult UnbindUnbound => DdiResult.Failure;

    public bool HandlesWaitApart => true;

    /// <inheritdoc/>
    public DmaBind ExhaustedWithSleep => DmaBind.NoResources;

    /// <inheritdoc/>
    public bool HasWindowWhenMapped => true;

    /// <inheritdoc/>
    public bool TryDerive(DmaAttributes? attributes, [NotNullWhen(true)] out DvmaLimits? limits)
    {
        limits = null;
        if (attributes is null || Check(attributes) != DvmaAttributeFault.None)
            return false;

        AddressRange device = new(attributes.AddrLo, attributes.AddrHi);
        AddressRange reach = device.Overlap(bus.Dvma);
        bool bypass = IsBypass(attributes);
        AddressRange counted = bypass || reach.IsEmpty ? device : reach;
        limits = new DvmaLimits
        {
            Attributes = attributes,
            Reach = reach,
            CountMax = Math.Min(attributes.CountMax == 0 ? ulong.MaxValue : attributes.CountMax, counted.Last - counted.First),
            BurstSizes = attributes.BurstSizes,
            Bypass = bypass,
            IsPeerOnly = reach.IsEmpty && !bypass,
        };
        return true;
    }

    /// <summary>The first of the attribute checks that <paramref name="a"/> fails.</summary>
    public DvmaAttributeFault Check(DmaAttributes a)
    {
        if (a.Version != 0)
            return DvmaAttributeFault.Version;
        if (a.AddrHi <= a.AddrLo)
            return DvmaAttributeFault.AddrHiNotAboveAddrLo;
        return IsBypass(a) ? CheckBypass(a) : CheckVirtual(a);
    }

    /// <inheritdoc/>
    public bool TrySetSBus64(uint wanted, out uint burstSizes)
    {
        burstSizes = 0;
        return false;
    }

    /// <inheritdoc/>
    public DvmaPlan Plan(DvmaLimits limits, ReadOnlySpan<ulong> frames, uint offset, uint length, DmaFlags flags)
    {
        if (length == 0)
            return DvmaPlan.Refused(DmaBind.NoMapping);
        frames = frames[..DvmaPage.Count(offset, length)];
        bool peer = bus.IsPeer(frames[0]);
        if (limits.IsPeerOnly && !peer)
            return DvmaPlan.Refused(DmaBind.NoMapping);
        foreach (ulong frame in frames)
        {
            if (peer ? !bus.IsPeer(frame) : !bus.IsMemory(frame))
                return DvmaPlan.Refused(DmaBind.NoMapping);
        }
        if (!peer && !limits.Bypass)
            return PlanVirtual(limits, offset, length, flags);
        ulong origin = peer ? 0 : bus.BypassBase;
        return PhysicalWindows.Reaches(limits, origin, frames, offset, length)
            ? DvmaPlan.Physical(peer ? DvmaAddressing.Peer : DvmaAddressing.Bypass, origin)
            : DvmaPlan.Refused(DmaBind.NoMapping);
    }

    /// <inheritdoc/>
    public DvmaCaching CachingOf(DvmaAddressing addressing, DmaFlags flags) => addressing switch
    {
        DvmaAddressing.Peer => DvmaCaching.None,
        DvmaAddressing.Virtual when bus.HasStreamingCache && (flags & DmaFlags.Consistent) == DmaFlags.None => DvmaCaching.Streaming,
        _ => DvmaCaching.Consistent,
    };

    /// <inheritdoc/>
    public uint LastWindowStart(DvmaLimits limits, uint length) => length;

    /// <inheritdoc/>
    public DvmaSync Sync(DvmaMapping mapping, ulong offset, ulong length, DmaSyncType type)
    {
        if (!mapping.IsBound)
            return DvmaSync.Failure;
        bool waits = type != DmaSyncType.ForDev && (mapping.Flags & DmaFlags.Read) != DmaFlags.None;
        return mapping.Caching switch
        {
            DvmaCaching.None => default,
            DvmaCaching.Consistent => default(DvmaSync) with { Wait = waits && type is DmaSyncType.ForCpu or DmaSyncType.ForKernel },
            _ => FlushOf(mapping.Window, offset, length) is { Length: > 0 } range ? new DvmaSync(DdiResult.Success, range, waits) : default,
        };
    }

    private static bool IsBypass(DmaAttributes a) => (a.Flags & DmaAttributeFlags.ForcePhysical) != DmaAttributeFlags.None;

    private static DvmaPlan PlanVirtual(DvmaLimits limits, uint offset, uint length, DmaFlags flags)
    {
        uint redZone = (flags & DmaFlags.RedZone) != DmaFlags.None ? DvmaPage.Size : 0;
        int redPages = redZone == 0 ? 0 : 1;

        // The segment has room for the offset in the first page and for the red zone, too; the device counts only what it moves.
        ulong room = limits.Seg == ulong.MaxValue ? limits.Seg : limits.Seg + 1;
        if (redZone != 0 && room <= redZone + offset)
            return DvmaPlan.Refused(DmaBind.TooBig);
        room -= redZone;
        if ((ulong)offset + length <= room && length - 1 <= limits.CountMax)
            return DvmaPlan.Whole(length, DvmaPage.Count(offset, length) + redPages);

        ulong most = limits.CountMax == ulong.MaxValue ? room : Math.Min(room, limits.CountMax + 1);
        ulong window = Math.Min(most, uint.MaxValue) & ~(ulong)DvmaPage.OffsetMask;
        if ((flags & DmaFlags.Partial) == DmaFlags.None || window == 0)
            return DvmaPlan.Refused(DmaBind.TooBig);
        return DvmaPlan.Windows((uint)(window - offset), (uint)window, (int)(window >> DvmaPage.Shift) + redPages);
    }

    /// <summary>The bytes meant, as far as they lie in the window. Offset and length may be anything.</summary>
    private static SyncRange FlushOf(DmaWindow window, ulong offset, ulong length)
    {
        if (length == 0)
            length = window.Length;
        ulong behind = window.Offset + (ulong)window.Length;
        ulong first = Math.Max(offset, window.Offset);
        ulong end = length > ulong.MaxValue - offset ? behind : Math.Min(offset + length, behind);
        return first < end ? new SyncRange((uint)first, (uint)(end - first)) : default;
    }

    private DvmaAttributeFault CheckBypass(DmaAttributes a)
    {
        if (!bus.CanBypass)
            return DvmaAttributeFault.NoBypass;
        if (a.Seg is not 0 and not ulong.MaxValue)
            return DvmaAttributeFault.BypassSeg;
        return a.Align > DvmaPage.Size ? DvmaAttributeFault.BypassAlign : DvmaAttributeFault.None;
    }

    private DvmaAttributeFault CheckVirtual(DmaAttributes a)
    {
        ulong bits = Math.Max(a.Align, DvmaPage.Size) - 1;
        if ((a.Seg & bits) != bits)
            return DvmaAttributeFault.SegBelowAlign;
        if (!new AddressRange(a.AddrLo, a.AddrHi).Overlap(bus.Dvma).IsEmpty)
            return DvmaAttributeFault.None;
        if (a.Seg < uint.MaxValue)
            return DvmaAttributeFault.PeerOnlySeg;
        return a.Align > DvmaPage.Size ? DvmaAttributeFault.PeerOnlyAlign : DvmaAttributeFault.None;
    }
}
