using DmaActors.Drivers.Block;

namespace DmaActors.Drivers.Isa;

/// <summary>
/// Third-party DMA: the system's DMA engine moves the data of a device that knows no addresses. The steps are those of the manual, Performing Third-Party DMA Transfers; those without
/// a number here are the same for first-party DMA, and in the base classes: (1) allocate a channel, (3) lock the object, (4) allocate resources, (8) release them, (9) deallocate the channel.
/// </summary>
[Driver("third-party-block", "block driver for a disk that is served by the system's DMA engine", Settings = typeof(ThirdPartyBlockSettings))]
public sealed class ThirdPartyBlock(DevInfo dip, ThirdPartyBlockSettings settings) : IsaBlockDriver(dip, settings)
{
    private const int BlockOffset = 0x08;
    private const int BytesOffset = 0x10;

    /// <summary>(2) The attributes are the engine's: the device has nothing to say.</summary>
    protected override DmaAttributes Attributes => Engine!;

    /// <summary>(5) Program the engine for the transfer, then give the device its command.</summary>
    protected override async DdiTask<uint> Program(Buf bp, long block, DmaCookie cookie, int cookieCount)
    {
        var request = new DmaeReq
        {
            Command = bp.IsRead ? DmaeCommand.Read : DmaeCommand.Write,
            BufProcess = DmaeBufProcess.NoAuto,
            Step = DmaeStep.Inc,
            Trans = settings.Trans,
            Path = DmaePath.Default,
            Cycles = DmaeCycles.Compatible,
            Dest = DmaeDest.Io,
        };
        if ((await Dma.DmaeProg(request, cookie, Channel)).Status != DdiResult.Success)
            return 0;
        Regs!.Put64(BlockOffset, (ulong)block);
        Regs.Put32(BytesOffset, cookie.Size);
        Regs.Put8(Csr.Offset, Csr.StartOf(bp));
        return cookie.Size;
    }

    protected override async DdiTask<uint> EndWindow(Buf bp, bool failed)
    {
        // (6) What the engine wrote becomes visible to the processor.
        if (bp.IsRead)
            await Dma.Sync(Handle!, 0, 0, DmaSyncType.ForCpu);

        // (7) Stop the engine; only then its count stands still.
        await Dma.DmaeStop(Channel);
        return (uint)(await Dma.DmaeGetCnt(Channel)).Bytes;
    }

    protected override async DdiTask StopEngine() => await Dma.DmaeStop(Channel);
}
