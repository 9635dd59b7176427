using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma;

/// <summary>A bind: device, object, limit of the copy buffer, and pages for it.</summary>
internal sealed class BindCase
{
    public required DmaAttributes Attributes { get; init; }

    public required ulong[] Frames { get; init; }

    public required uint Offset { get; init; }

    public required uint Length { get; init; }

    public DmaFlags Flags { get; init; } = DmaFlags.RdWr | DmaFlags.Partial;

    public uint CopyBufferMax { get; init; } = 0x101000;

    /// <summary>Attributes of a plain device: reaches 4 GiB, 17 cookies of up to 64 KiB.</summary>
    public static DmaAttributes Plain { get; } = new()
    {
        AddrHi = 0xFFFF_FFFF,
        CountMax = 0xFFFF,
        Align = 1,
        BurstSizes = 0x7,
        MinXfer = 1,
        MaxXfer = 0xFFFF_FFFF,
        Seg = 0xFFFF_FFFF,
        SgLen = 17,
        Granular = 512,
    };

    /// <summary>Pages that a copy buffer can be made of: below any object of <see cref="Random"/>, in no order, not adjacent.</summary>
    public static ulong[] CopyFrames { get; } = MakeCopyFrames();

    public DmaLimits Limits => DmaLimits.TryDerive(Attributes, out DmaLimits? limits) ? limits : throw new InvalidOperationException($"BADATTR: {this}");

    /// <summary>Both halves of a bind.</summary>
    public DmaBind Bind(DmaMapping mapping)
    {
        mapping.Plan(Frames, Offset, Length, Flags, CopyBufferMax);
        return mapping.Finish(CopyFrames);
    }

    /// <summary>
    /// Any case that a debugging kernel would accept, with a preference for trouble: small windows, tiny copy buffers, unaligned starts, odd granularities, short lists,
    /// pages in and out of reach mixed.
    /// </summary>
    public static BindCase Random(Dice dice, int mostPages)
    {
        DmaAttributes attributes;
        do
            attributes = RandomAttributes(dice);
        while (DmaLimits.Check(attributes) != AttributeFault.None);

        uint offset = dice.Of(0u, 0u, 512u, 3584u, 4095u, (uint)dice.Between(0, 4095));
        int pages = dice.Between(1, mostPages);
        uint room = ((uint)pages * DmaPage.Size) - offset;
        uint lastPage = pages == 1 ? room : DmaPage.Size;
        uint length = dice.OneIn(3) ? room : room - (uint)dice.Between(0, (int)lastPage - 1);
        return new BindCase
        {
            Attributes = attributes,
            Frames = RandomFrames(dice, DmaPage.Count(offset, length), attributes.AddrHi),
            Offset = offset,
            Length = length,
            Flags = dice.OneIn(8) ? DmaFlags.RdWr : DmaFlags.RdWr | DmaFlags.Partial,
            CopyBufferMax = (uint)(dice.OneIn(3) ? 257 : dice.Between(1, 6)) * DmaPage.Size,
        };
    }

    public override string ToString() =>
        $"{Attributes} offset {Offset} length {Length} flags {Flags} copy buffer {CopyBufferMax} frames {string.Join(' ', Frames)}";

    private static DmaAttributes RandomAttributes(Dice dice)
    {
        uint granular = dice.Of(1u, 1u, 2u, 3u, 512u, 512u, 520u, 1024u, 2048u, 2100u, 3000u, 4096u);
        ulong addrHi = dice.Of(0xFF_FFFFUL, 0x1FF_FFFFUL, 0xFFFF_FFFFUL, 0x0FFF_FFFEUL, ulong.MaxValue);
        bool bounceOnSeg = dice.OneIn(10);
        return new DmaAttributes
        {
            AddrHi = addrHi,
            CountMax = dice.Of(4095UL, 4096UL, 0x1FFFUL, 0x2FFFUL, 0xFFFFUL, 0xFFFFUL, ulong.MaxValue),
            Align = 1,
            BurstSizes = 1,
            MinXfer = 1,
            MaxXfer = dice.Of(4096UL, 4608UL, 5000UL, 8192UL, 8192UL + 512, 12288UL, 20000UL, 65536UL, uint.MaxValue, ulong.MaxValue),
            Seg = bounceOnSeg
                ? dice.Of(0xFF_FFFFUL, 0x7F_FFFFUL)
                : dice.Of(0xFFFUL, 0x1FFFUL, 0x2FFFUL, 0x3FFFUL, 0xFFFFUL, 0xFF_FFFFUL, 0xFFFF_FFFFUL, ulong.MaxValue),
            SgLen = dice.Of(1, 2, 2, 3, 3, 4, 17, -1),
            Granular = granular,
            Flags = bounceOnSeg ? DmaAttributeFlags.BounceOnSeg : DmaAttributeFlags.None,
        };
    }

    // Runs of pages: ascending mostly, some descending or with holes, in reach, out of reach, or across the limit.
    private static ulong[] RandomFrames(Dice dice, int pages, ulong addrHi)
    {
        ulong[] frames = new ulong[pages];
        HashSet<ulong> taken = [];
        ulong limit = Math.Min(addrHi, 0xFFFF_FFFF) >> DmaPage.Shift;
        int mostRun = dice.Of(1, 2, 5, 40);
        int outOfReach = dice.Of(1, 2, 4, 1000);
        for (int filled = 0; filled < pages;)
        {
            ulong frame = dice.OneIn(outOfReach) ? limit + 1 + (dice.Next() % 1000) : 1000 + (dice.Next() % (limit - 1000));
            if (dice.OneIn(6))
                frame = limit - (ulong)dice.Between(0, 5);
            int run = Math.Min(pages - filled, dice.Between(1, mostRun));
            ulong stride = dice.Of(1UL, 1UL, 1UL, 1UL, 2UL, ulong.MaxValue);
            for (; run > 0; run--, frame = unchecked(frame + stride))
            {
                if (taken.Add(frame))
                    frames[filled++] = frame;
            }
        }
        return frames;
    }

    private static ulong[] MakeCopyFrames()
    {
        ulong[] frames = new ulong[300];
        for (int k = 0; k < frames.Length; k++)
            frames[k] = 1 + ((ulong)k * 7 % 300 * 2);
        return frames;
    }
}
