using DmaActors.Drivers.Block;

namespace DmaActors.Drivers.Isa;

/// <summary>
/// First-party DMA: a channel of the system's DMA engine lends the bus to the device, which drives it. The steps are those of the manual, Performing First-Party DMA Transfers; those
/// without a number here are the same for third-party DMA, and in the base classes: (1) allocate a channel, (3) lock the object, (4) allocate resources, (9) release them,
/// (10) deallocate the channel.
/// </summary>
[Driver("first-party-block", "block driver for a disk adapter that masters the ISA bus through a cascaded channel", Settings = typeof(FirstPartyBlockSettings))]
public sealed class FirstPartyBlock(DevInfo dip, FirstPartyBlockSettings settings) : IsaBlockDriver(dip, settings)
{
    private const int ResidOffset = 0x04;
    private const int BlockOffset = 0x08;
    private const int AddressOffset = 0x10;
    private const int SizeOffset = 0x14;

    /// <summary>What the device can do: 24 address lines, a count of 32 bits. The ISA nexus narrows it to one cookie of at most 64 KiB.</summary>
    protected override DmaAttributes Attributes { get; } = new()
    {
        AddrLo = 0,
        AddrHi = 0xFF_FFFF,
        CountMax = 0xFFFF_FFFF,
        Align = 2,
        BurstSizes = 0x1,
        MinXfer = 1,
        MaxXfer = 0xFFFF_FFFF,
        Seg = 0xFFFF_FFFF,
        SgLen = 1,
        Granular = 1,
    };

    /// <summary>(2) Configure the channel: it cascades, and the engine keeps off the bus.</summary>
    protected override async DdiTask Configure() => await Dma.Dmae1stParty(Channel);

    /// <summary>(5) Program the engine on the device, and (6) start it.</summary>
    protected override DdiTask<uint> Program(Buf bp, long block, DmaCookie cookie, int cookieCount)
    {
        Regs!.Put64(BlockOffset, (ulong)block);
        Regs.Put32(AddressOffset, cookie.Address);
        Regs.Put32(SizeOffset, cookie.Size);
        Regs.Put8(Csr.Offset, Csr.StartOf(bp));
        return new(cookie.Size);
    }

    /// <summary>(7) The transfer is complete, and the next window continues it.</summary>
    protected override async DdiTask<uint> EndWindow(Buf bp, bool failed)
    {
        // (8) What the device wrote becomes visible to the processor.
        if (bp.IsRead)
            await Dma.Sync(Handle!, 0, 0, DmaSyncType.ForCpu);
        return await Regs!.Get32(ResidOffset);
    }
}
