using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

/// <summary>Kinds of devices, as drivers of them describe them, and what may be odd about one.</summary>
internal static class Families
{
    private const uint Max32 = uint.MaxValue;
    private const ulong Max64 = ulong.MaxValue;

    /// <summary>Name, and the attributes that its members have in common.</summary>
    public static readonly (string Name, DmaAttributes Attributes)[] All =
    [
        ("SBus", Of(0xFF00_0000, Max32, 0xFF_FFFF, Max32, 0xFF_FFFF, 17, 512)),
        ("ISA", Of(0, 0xFF_FFFF, 0xFFFF, Max32, 0xF_FFFF, 17, 512)),
        ("8237", Of(0, 0xFF_FFFF, 0xFFFF, Max32, 0xFFFF, 1, 1)),
        ("IDE", Of(0, Max32, 0xFFFF, 0x4_0000, 0xFFFF, 17, 512)),
        ("SCSI", Of(0, Max32, 0xFF_FFFF, 0xFF_FFFF, Max32, 256, 512)),
        ("64-bit network", Of(0, Max64, Max64, Max64, Max64, 8, 1)),
        ("AHCI", Of(0, Max64, 0x3F_FFFF, Max32, Max32, 168, 512)),
        ("no list", Of(0, Max32, Max32, 0x1_0000, Max32, 1, 512)),
        ("tiny segment", Of(0, Max32, Max32, Max32, 0xFFF, 4, 512)),
        ("CD-ROM", Of(0, Max32, 0xFFFF, 0x8000, 0xFFFF, 3, 2048)),
        ("small window", Of(0, Max32, 0xFFFF, 4608, Max32, 5, 520)),
        ("half of memory", Of(0, 0x7FFF_FFFF, 0xFFFF, 0x1_0000, Max32, 2, 1024)),
        ("just above 16 MiB", Of(0, 0x100_0FFF, 0xFFFF, Max32, Max32, 3, 1)),
        ("one short of 2^64", Of(0, Max64 - 1, Max64 - 1, Max64 - 1, Max64, -1, 1)),
        ("above 4 GiB", Of(0x1_0000_0000, Max64, Max64, Max64, Max64, 3, 1)),
    ];

    /// <summary>A device of a family, one in three with a member spoiled, and an object on it.</summary>
    public static BindCase Random(string family, Dice dice)
    {
        DmaAttributes attributes = All.Single(known => known.Name == family).Attributes;
        attributes = attributes with { Flags = dice.Of(DmaAttributeFlags.None, DmaAttributeFlags.None, DmaAttributeFlags.ForcePhysical, DmaAttributeFlags.FlagErr, DmaAttributeFlags.BounceOnSeg) };
        if (dice.OneIn(3))
            attributes = Spoil(attributes, dice);
        uint offset = dice.Of(0u, 0u, 512u, 1u, 4095u, (uint)dice.Between(0, 4095));
        int pages = dice.OneIn(20) ? dice.Between(30, 200) : dice.Between(1, 24);
        uint room = ((uint)pages * 4096) - offset;
        uint length = dice.OneIn(2) ? room : room - (uint)dice.Between(0, (int)Math.Min(room, 4096) - 1);
        return new BindCase
        {
            Attributes = attributes,
            Frames = Frames(attributes, DmaPage.Count(offset, length), dice),
            Offset = offset,
            Length = length,
            Flags = dice.Of(DmaFlags.Read, DmaFlags.Write, DmaFlags.RdWr | DmaFlags.Consistent) | (dice.OneIn(5) ? DmaFlags.Streaming : DmaFlags.Partial),
            CopyBufferMax = dice.Of(0x10_1000u, 0x2000u, 0x2FFFu, 0x3000u, 0x7000u, 0x1_1000u),
        };
    }

    private static DmaAttributes Of(ulong addrLo, ulong addrHi, ulong countMax, ulong maxXfer, ulong seg, int sgLen, uint granular) => new()
    {
        AddrLo = addrLo,
        AddrHi = addrHi,
        CountMax = countMax,
        Align = 1,
        BurstSizes = 0x17,
        MinXfer = 1,
        MaxXfer = maxXfer,
        Seg = seg,
        SgLen = sgLen,
        Granular = granular,
    };

    private static DmaAttributes Spoil(DmaAttributes a, Dice dice) => dice.Between(0, 9) switch
    {
        0 => a with { AddrLo = dice.Of(1UL, 4096UL, a.AddrHi - 1, a.AddrHi, Max64) },
        1 => a with { AddrHi = dice.Of(0UL, 0xFF_FFFEUL, 0xFF_FFFFUL, 0x100_0000UL, Max64) },
        2 => a with { CountMax = dice.Of(0UL, 4094UL, 4095UL, 4096UL, 12287UL, Max64) },
        3 => a with { MinXfer = dice.Of(0u, 2u, 3u, 4096u, 0x8000_0000u, Max32) },
        4 => a with { MaxXfer = dice.Of(0UL, 4095UL, 4096UL, 4097UL, 6000UL, 0x1_0000_0000UL, Max64) },
        5 => a with { Seg = dice.Of(0UL, 4094UL, 4095UL, 4096UL, 0x1FFFUL, 0x2FFFUL, 0xFFFFUL, 0xFF_FFFFUL, Max64) },
        6 => a with { SgLen = dice.Of(0, 1, 2, -1, int.MinValue, int.MaxValue) },
        7 => a with { Granular = dice.Of(0u, 1u, 3u, 513u, 3000u, 4095u, 4096u, 4097u, 8192u, Max32) },
        8 => a with { Align = dice.Of(0UL, 3UL, 4096UL, Max64), BurstSizes = dice.Of(0u, Max32) },
        _ => a with { Version = 1 },
    };

    // Runs of pages around the limits of the device, of memory, and of what was asked for.
    private static ulong[] Frames(DmaAttributes a, int pages, Dice dice)
    {
        ulong[] frames = new ulong[pages];
        HashSet<ulong> taken = [];
        int mostRun = dice.Of(1, 2, 6, 300);
        for (int filled = 0; filled < pages;)
        {
            ulong near = dice.Of(a.AddrHi, a.AddrLo, a.Seg, 0x1_0000UL, 0x10_0000UL, 0xFF_FFFFUL, 0xFFFF_FFFFUL, 0x3F_FFFF_FFFFUL) >> 12;
            ulong frame = dice.Between(0, 3) switch
            {
                0 => 1000 + (dice.Next() % 0x7000),
                1 => 1000 + (dice.Next() % 0xF_0000),
                2 => 1000 + (dice.Next() % 0x400_0000),
                _ => unchecked(near + (ulong)dice.Between(-4, 4)),
            };
            ulong stride = dice.Of(1UL, 1UL, 1UL, 2UL, Max64);
            for (int run = dice.Between(1, mostRun); run > 0 && filled < pages; run--, frame = unchecked(frame + stride))
            {
                // Not among the pages of the copy buffer, nor the last page of all, whose end no 64 bits hold.
                if (frame is >= 1000 and < (1UL << 52) - 1 && taken.Add(frame))
                    frames[filled++] = frame;
            }
        }
        return frames;
    }
}
