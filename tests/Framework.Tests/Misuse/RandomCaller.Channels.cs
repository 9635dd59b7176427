using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Isa;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Misuse;

// Channels of the DMA controller, and the registers of the device.
internal sealed partial class RandomCaller
{
    private const int Channels = 8;

    // How many allocations of a channel would succeed, which of them are ours, and what each is programmed for.
    private readonly int[] free = [1, 1, 1, 1, 0, 1, 1, 1];
    private readonly int[] held = new int[Channels];
    private readonly bool[] isCascaded = new bool[Channels];
    private readonly bool[] isProgrammed = new bool[Channels];
    private readonly bool[] runs = new bool[Channels];
    private readonly List<MappingBooks> mappings = [];

    private async DdiTask<string> CallWithChannelOrRegisters() => dice.OneIn(3) ? await CallWithRegisters() : await CallWithChannel();

    private async DdiTask<string> CallWithRegisters()
    {
        if (mappings.Count == 0 || dice.OneIn(5))
        {
            mappings.Add(new MappingBooks(Ddi.RegsMapSetup()));
            return "ddi_regs_map_setup";
        }

        var books = Any(mappings);
        var asMemory = dice.OneIn(6);
        Breaks("DMA009", !books.IsMapped || asMemory);
        if (asMemory)
        {
            await Dma.MemFree(books.Registers);
            return "ddi_dma_mem_free of registers";
        }

        switch (dice.Between(0, 2))
        {
            case 0:
                books.Registers.Put32(8, 1);
                break;
            case 1:
                await books.Registers.Get32(8);
                break;
            default:
                Ddi.RegsMapFree(books.Registers);
                books.IsMapped = false;
                break;
        }

        return "an access to registers";
    }

    private async DdiTask<string> CallWithChannel()
    {
        var channel = dice.OneIn(8) ? dice.Of(-1, 4, 8) : dice.Of(1, 2, 5);
        var hasEngine = bench.Isa is not null;
        var isUsable = hasEngine && channel is >= 0 and < Channels and not 4;
        if (dice.OneIn(3))
        {
            Breaks("DMA062", hasEngine && channel is < 0 or >= Channels);
            var status = (await Dma.DmaeAlloc(channel, Waiting())).Status;
            Assert.Equal(isUsable && free[channel] > 0, status == DdiResult.Success);
            if (status != DdiResult.Success)
                return "ddi_dmae_alloc";
            free[channel]--;
            held[channel]++;
            return "ddi_dmae_alloc";
        }

        Breaks("DMA062", hasEngine && !isUsable);
        return await UseChannel(channel, isUsable);
    }

    private async DdiTask<string> UseChannel(int channel, bool isUsable)
    {
        switch (dice.Between(0, 5))
        {
            case 0:
                if (isUsable)
                    Releases(channel);
                await Dma.DmaeRelease(channel);
                return "ddi_dmae_release";
            case 1:
                if (isUsable)
                    Programs(channel);
                await Dma.DmaeProg(new DmaeReq { Command = DmaeCommand.Read }, new DmaCookie(0x10, 16, 0), channel);
                return "ddi_dmae_prog";
            case 2:
                if (isUsable)
                {
                    BreaksByUse(channel, isHazard: true);
                    (isCascaded[channel], isProgrammed[channel], runs[channel]) = (true, false, false);
                }

                await Dma.Dmae1stParty(channel);
                return "ddi_dmae_1stparty";
            case 3:
                if (isUsable)
                {
                    BreaksByUse(channel, isHazard: false);
                    runs[channel] = false;
                }

                await Dma.DmaeStop(channel);
                return "ddi_dmae_stop";
            case 4:
                if (isUsable)
                {
                    BreaksByUse(channel, isHazard: false);
                    runs[channel] = isProgrammed[channel];
                }

                await Dma.DmaeEnable(channel);
                return "ddi_dmae_enable";
            default:
                if (isUsable)
                    BreaksByUse(channel, isHazard: true);
                await Dma.DmaeGetCnt(channel);
                return "ddi_dmae_getcnt";
        }
    }

    private void Releases(int channel)
    {
        BreaksByUse(channel, isHazard: true);
        free[channel]++;
        held[channel] = Math.Max(0, held[channel] - 1);
        (isCascaded[channel], isProgrammed[channel], runs[channel]) = (false, false, false);
    }

    private void Programs(int channel)
    {
        BreaksByUse(channel, isHazard: !isCascaded[channel]);
        if (!isCascaded[channel])
            isProgrammed[channel] = runs[channel] = true;
    }

    private void BreaksByUse(int channel, bool isHazard)
    {
        Breaks("DMA060", held[channel] == 0);
        Breaks("DMA061", isHazard && runs[channel]);
    }
}

/// <summary>What the caller knows of a mapping of registers.</summary>
internal sealed class MappingBooks(AccessHandle registers)
{
    public AccessHandle Registers { get; } = registers;

    public bool IsMapped { get; set; } = true;
}
