using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Isa;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation;
using static DmaActors.Framework.Tests.Isa.ChannelAllocationTests;

namespace DmaActors.Framework.Tests.Isa;

/// <summary>Where a channel transfers and what is left of its count, against a model that goes from byte to byte.</summary>
public sealed class ChannelProperties
{
    private const int Machines = 100;
    private const int TransfersOfEach = 1_000;

    /// <summary>100 machines with 1,000 transfers each: 100,000 cases.</summary>
    [Fact]
    public void A_channel_transfers_where_its_registers_say_and_counts_what_it_has_not_moved()
    {
        Dictionary<string, int> seen = [];
        for (var machine = 0; machine < Machines; machine++)
        {
            var bench = Bench.OnIsa();
            var dice = new Dice((ulong)machine);
            bench.Run(async () =>
            {
                var wires = new Wires(bench);
                for (var channel = 0; channel < 8; channel++)
                {
                    if (channel != 4)
                        await Succeeds(bench.Driver.Dma.DmaeAlloc(channel, DmaCallback.DontWait));
                }

                for (var transfer = 0; transfer < TransfersOfEach; transfer++)
                    await Transfer(bench, wires, dice, seen);
                bench.Log.Add("over");
            });
            Assert.Equal(["over"], bench.Log);
        }

        foreach (var what in (string[])["wrapped", "short", "to terminal count", "odd count", "longest"])
            Assert.True(seen.GetValueOrDefault(what) > Machines, $"{what}: {seen.GetValueOrDefault(what)}");
    }

    private static async DdiTask Transfer(Bench bench, Wires wires, Dice dice, Dictionary<string, int> seen)
    {
        var channel = dice.Of(0, 1, 2, 3, 5, 6, 7);
        var width = channel < 4 ? 1 : 2;
        var size = dice.OneIn(10) ? (uint)(0x1_0000 * width) : (uint)dice.Between(width, 96);
        var address = dice.OneIn(3) ? (ulong)((dice.Between(1, 127) * 0x2_0000) + dice.Between(-40, 40)) : dice.Next() % 0xFF_FF00;
        var down = dice.OneIn(3);
        var model = new Model(address, size, width, down);
        var transfers = dice.OneIn(2) && model.Transfers <= 96 ? model.Transfers : dice.Between(1, Math.Min(model.Transfers, 96));

        foreach (var at in model.Reached(transfers))
            bench.Ram.Fill(new PhysicalAddress(at), 1, 0);
        wires.Next = 1;
        await Succeeds(bench.Driver.Dma.DmaeProg(new DmaeReq { Command = DmaeCommand.Read, Step = down ? DmaeStep.Dec : DmaeStep.Inc, Trans = dice.Of(DmaeTrans.Single, DmaeTrans.Demand) }, new DmaCookie(address, size, 0), channel));
        await wires.Move(channel, transfers * width);
        await Succeeds(bench.Driver.Dma.DmaeStop(channel));

        var given = 0;
        foreach (var at in model.Reached(transfers))
            Assert.Equal(unchecked((byte)++given), wires.InMemory(at, 1)[0]);
        var left = (model.Transfers - transfers) % 0x1_0000 * width;
        Assert.Equal(new DmaeCount(DdiResult.Success, left), await bench.Driver.Dma.DmaeGetCnt(channel));

        Note("wrapped", model.Wraps(transfers));
        Note(left == 0 ? "to terminal count" : "short", true);
        Note("odd count", size % width != 0);
        Note("longest", model.Transfers == 0x1_0000);

        void Note(string what, bool happened) => seen[what] = seen.GetValueOrDefault(what) + (happened ? 1 : 0);
    }

    /// <summary>The registers of a channel as they are programmed: 16 bits of address that count, a page that stands still, a count that holds one less.</summary>
    private sealed class Model(ulong address, uint size, int width, bool down)
    {
        private readonly ulong page = width == 1 ? address & 0xFF_0000 : address & 0xFE_0000;
        private readonly int first = (int)(address / (ulong)width % 0x1_0000);

        public int Transfers { get; } = (int)(((size / (uint)width) - 1) % 0x1_0000) + 1;

        public bool Wraps(int transfers) => down ? transfers > first + 1 : first + transfers > 0x1_0000;

        /// <summary>The address of each byte, in the order in which the device has them.</summary>
        public IEnumerable<ulong> Reached(int transfers)
        {
            for (var i = 0; i < transfers; i++)
            {
                var place = (first + (down ? -i : i) + 0x1_0000) % 0x1_0000;
                for (var half = 0; half < width; half++)
                    yield return page + (ulong)((place * width) + half);
            }
        }
    }
}
