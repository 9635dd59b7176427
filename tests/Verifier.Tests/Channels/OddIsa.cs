using System.ComponentModel;
using DmaActors.Drivers.Isa;

namespace DmaActors.Verifier.Tests.Channels;

/// <summary>What <see cref="OddIsa"/> does wrong.</summary>
public enum Oddity
{
    [Description("nothing")]
    None,

    [Description("releases its channel when it still has to be released once more")]
    ReleasesTwice,

    [Description("stops a channel that it has not allocated")]
    StopsWithoutChannel,

    [Description("never stops its channel")]
    NeverStops,

    [Description("reads the count of a channel that is not stopped")]
    CountsBeforeStop,

    [Description("programs a channel that is not stopped")]
    ProgramsTwice,

    [Description("asks for a timing that ISA does not have")]
    AsksForBursts,

    [Description("keeps a channel when it detaches")]
    KeepsChannel,

    [Description("sleeps for a channel that it has")]
    SleepsForItself,
}

/// <summary>Settings of <see cref="OddIsa"/>.</summary>
public sealed class OddIsaSettings : IsaBlockSettings
{
    [Description("What it does wrong.")]
    public Oddity Oddity { get; set; }
}

/// <summary>Third-party DMA with one thing wrong.</summary>
[Driver("odd-isa", "DMA060, DMA061, DMA062, DMA030", Settings = typeof(OddIsaSettings))]
public sealed class OddIsa(DevInfo dip, OddIsaSettings settings) : IsaBlockDriver(dip, settings)
{
    private const int Spare = 3;

    public override async DdiTask<DdiResult> Attach()
    {
        if (settings.Oddity == Oddity.StopsWithoutChannel)
            await Dma.DmaeStop(Spare);
        if (settings.Oddity is Oddity.KeepsChannel or Oddity.SleepsForItself)
            await Dma.DmaeAlloc(Spare, DmaCallback.DontWait);
        if (settings.Oddity == Oddity.SleepsForItself)
            await Dma.DmaeAlloc(Spare, DmaCallback.Sleep);
        return await base.Attach();
    }

    protected override DmaAttributes Attributes => Engine!;

    protected override async DdiTask<uint> Program(Buf bp, long block, DmaCookie cookie, int cookieCount)
    {
        var request = new DmaeReq
        {
            Command = bp.IsRead ? DmaeCommand.Read : DmaeCommand.Write,
            Cycles = settings.Oddity == Oddity.AsksForBursts ? DmaeCycles.Burst : DmaeCycles.Compatible,
        };
        await Dma.DmaeProg(request, cookie, Channel);
        if (settings.Oddity == Oddity.ProgramsTwice)
            await Dma.DmaeProg(request, cookie, Channel);
        Regs!.Put64(0x08, (ulong)block);
        Regs.Put32(0x10, cookie.Size);
        Regs.Put8(0, (byte)(0x03 | (bp.IsRead ? 0 : 0x20)));
        return cookie.Size;
    }

    protected override async DdiTask<uint> EndWindow(Buf bp, bool failed)
    {
        if (settings.Oddity == Oddity.CountsBeforeStop)
            await Dma.DmaeGetCnt(Channel);
        if (settings.Oddity != Oddity.NeverStops)
            await Dma.DmaeStop(Channel);
        if (settings.Oddity == Oddity.ReleasesTwice)
            await Dma.DmaeRelease(Channel);
        return 0;
    }
}
