using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Drivers.Block;

/// <summary>Drives a disk with a scatter/gather list: all cookies of a window go into one command (manual, example 9-4).</summary>
[Driver("sg-block", "block driver for a disk with a scatter/gather list", Settings = typeof(SgBlockSettings))]
public class SgBlock : BlockDmaDriver
{
    private const int BlockOffset = 0x08;
    private const int BytesOffset = 0x10;
    private const int EntryCountOffset = 0x14;
    private const int ListOffset = 0x40;
    private const int EntrySize = 8;

    public SgBlock(DevInfo dip, SgBlockSettings settings)
        : this(dip, settings, dip.InterruptPriority)
    {
    }

    private protected SgBlock(DevInfo dip, SgBlockSettings settings, int priority)
        : base(dip, settings, priority) => Attributes = new()
        {
            AddrLo = 0,
            AddrHi = (1UL << settings.AddressBits) - 1,
            CountMax = 0xFFFF_FFFF,
            Align = 1,
            BurstSizes = 0x7F,
            MinXfer = 1,
            MaxXfer = 0xFFFF_FFFF,
            Seg = 0xFFFF_FFFF,
            SgLen = settings.SgLen,
            Granular = 512,
            Flags = settings.FlagErr ? DmaAttributeFlags.FlagErr : DmaAttributeFlags.None,
        };

    protected override DmaAttributes Attributes { get; }

    protected override DdiTask<uint> Program(Buf bp, long block, DmaCookie cookie, int cookieCount)
    {
        var regs = Regs!;
        regs.Put64(BlockOffset, (ulong)block);
        regs.Put32(EntryCountOffset, (uint)cookieCount);
        var length = 0u;
        for (var entry = 0; ; entry++)
        {
            regs.Put32(ListOffset + (entry * EntrySize), cookie.Address);
            regs.Put32(ListOffset + (entry * EntrySize) + 4, cookie.Size);
            length += cookie.Size;
            if (entry + 1 == cookieCount)
                break;
            cookie = Dma.NextCookie(Handle!);
        }

        regs.Put32(BytesOffset, length);
        regs.Put8(Csr.Offset, Csr.StartOf(bp));
        return new(length);
    }
}

/// <summary>Settings of <see cref="SgBlock"/>.</summary>
public class SgBlockSettings : BlockDmaSettings
{
    [Description("Entries of the scatter/gather list that the driver uses: DMA attributes, sgllen.")]
    [Range(1, 1_024)]
    public int SgLen { get; set; } = 17;

    [Description("Whether a request fails with EIO when DMA of its device reached no memory: DMA attributes, DDI_DMA_FLAGERR.")]
    public bool FlagErr { get; set; }
}
