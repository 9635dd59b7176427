using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma.Dvma;

/// <summary>Random buses, devices and objects, with a preference for trouble: small segments and counters, narrow ranges, little DVMA, unaligned starts.</summary>
internal static class RandomDvma
{
    public const ulong BypassBase = 0xFFFC_0000_0000_0000;

    private const ulong Devices = 0x1FF_0000_0000;
    private const uint Page = DvmaPage.Size;

    public static PciBus Pci(Dice dice, AddressRange dvma) => new()
    {
        Dvma = dvma,
        Memory = new AddressRange(0, 0xFFF_FFFF),
        Devices = new AddressRange(Devices, Devices + 0xFF_FFFF),
        BypassBase = BypassBase,
        HasStreamingCache = !dice.OneIn(4),
    };

    public static SBus SBus(Dice dice, AddressRange dvma) => new() { Dvma = dvma, BurstSizes = 0x3F, HasStreamingCache = !dice.OneIn(4) };

    /// <summary>What a bind on PCI could be of.</summary>
    public static DvmaCase PciCase(Dice dice, AddressRange dvma)
    {
        bool physical = dice.OneIn(4);
        bool peer = dice.OneIn(8);
        DmaAttributes attributes = Attributes(dice, dvma) with { MinXfer = 1 };
        if (physical || peer)
        {
            attributes = attributes with
            {
                AddrLo = dice.OneIn(3) ? Devices : 0,
                AddrHi = dice.OneIn(4) ? BypassBase + 0x7F_FFFF : ulong.MaxValue,
                Seg = ulong.MaxValue,
                Align = 1,
                Flags = physical ? DmaAttributeFlags.ForcePhysical : DmaAttributeFlags.None,
            };
        }
        return Case(dice, attributes, peer ? Devices >> DvmaPage.Shift : 0, mostPages: 24);
    }

    /// <summary>What a bind on SBus could be of: some objects are of several MiB.</summary>
    public static DvmaCase SBusCase(Dice dice, AddressRange dvma)
    {
        DmaAttributes attributes = Attributes(dice, dvma);
        if (dice.OneIn(2))
        {
            attributes = attributes with
            {
                CountMax = dice.Of(0xF_FFFFUL, 0x1F_FFFFUL, uint.MaxValue),
                Seg = dice.Of(0x1F_FFFFUL, 0x3F_FFFFUL, uint.MaxValue),
            };
        }
        return Case(dice, attributes, 0, mostPages: dice.Of(4, 24, 160, 400));
    }

    private static DmaAttributes Attributes(Dice dice, AddressRange dvma)
    {
        ulong lo = dice.Of(0UL, 0UL, dvma.First, dvma.First + (dice.Next() % dvma.Bytes));
        return new DmaAttributes
        {
            AddrLo = lo,
            AddrHi = dice.Of(ulong.MaxValue, 0xFFFF_FFFFUL, dvma.Last, lo + 1 + (dice.Next() % dvma.Bytes)),
            CountMax = dice.Of(0UL, 0x7FFUL, 0x1FFEUL, 0x1FFFUL, 0x2FFFUL, 0xFFFFUL, 0xFF_FFFFUL, ulong.MaxValue),
            Align = dice.Of(1UL, 1UL, 64UL, Page, 4UL * Page),
            BurstSizes = 0x7F,
            MinXfer = dice.Of(1u, 512u, 8192u),
            MaxXfer = dice.Of(512UL, 4096UL, ulong.MaxValue),
            Seg = dice.Of(Page - 1UL, (2UL * Page) - 1, (3UL * Page) - 1, (8UL * Page) - 1, 0xFF_FFFFUL, 0xFFFF_FFFFUL, ulong.MaxValue),
            SgLen = dice.Of(1, 2, 3, 17, -1),
            Granular = dice.Of(1u, 512u),
        };
    }

    private static DvmaCase Case(Dice dice, DmaAttributes attributes, ulong firstFrame, int mostPages)
    {
        uint offset = dice.Of(0u, 0u, 512u, Page - 1, (uint)dice.Between(0, (int)Page - 1));
        uint length = (uint)dice.Between(1, (mostPages * (int)Page) - (int)offset);
        ulong[] frames = new ulong[DvmaPage.Count(offset, length)];
        ulong frame = firstFrame + (dice.Next() % 200);
        foreach (ref ulong page in frames.AsSpan())
        {
            page = frame;
            frame = dice.OneIn(4) ? firstFrame + (dice.Next() % 500) : frame + 1;
        }
        return new DvmaCase
        {
            Attributes = attributes,
            Frames = frames,
            Offset = offset,
            Length = length,
            Flags = dice.Of(DmaFlags.Read, DmaFlags.Write, DmaFlags.RdWr)
                | (dice.OneIn(4) ? DmaFlags.None : DmaFlags.Partial)
                | (dice.OneIn(3) ? DmaFlags.RedZone : DmaFlags.None)
                | (dice.OneIn(3) ? DmaFlags.Consistent : DmaFlags.Streaming),
        };
    }
}
