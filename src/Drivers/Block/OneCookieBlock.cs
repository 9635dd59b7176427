namespace DmaActors.Drivers.Block;

/// <summary>Drives a disk with a single address and count register: one cookie a command, a window each (manual, Device Register Structure).</summary>
[Driver("one-cookie-block", "block driver for a disk with one address and count register", Settings = typeof(OneCookieBlockSettings))]
public sealed class OneCookieBlock(DevInfo dip, OneCookieBlockSettings settings) : BlockDmaDriver(dip, settings, dip.InterruptPriority)
{
    private const int BlockOffset = 0x08;
    private const int AddressOffset = 0x10;
    private const int SizeOffset = 0x14;

    /// <summary>Without a scatter/gather list the granularity is 1: nothing could be trimmed to it (manual, dma_attr_granular).</summary>
    protected override DmaAttributes Attributes { get; } = new()
    {
        AddrLo = 0,
        AddrHi = (1UL << settings.AddressBits) - 1,
        CountMax = 0xFFFF,
        Align = 1,
        BurstSizes = 0x7F,
        MinXfer = 1,
        MaxXfer = 0x1_0000,
        Seg = 0xFFFF_FFFF,
        SgLen = 1,
        Granular = 1,
    };

    protected override DdiTask<uint> Program(Buf bp, long block, DmaCookie cookie, int cookieCount)
    {
        cookie = Dma.CookieOne(Handle!); // a second one, which would be lost, is a panic
        var regs = Regs!;
        regs.Put64(BlockOffset, (ulong)block);
        regs.Put32(AddressOffset, cookie.Address);
        regs.Put32(SizeOffset, cookie.Size);
        regs.Put8(Csr.Offset, Csr.StartOf(bp));
        return new(cookie.Size);
    }
}

/// <summary>Settings of <see cref="OneCookieBlock"/>.</summary>
public sealed class OneCookieBlockSettings : BlockDmaSettings;
