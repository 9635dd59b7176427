using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Isa;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;
using static DmaActors.Framework.Tests.Isa.ChannelAllocationTests;

namespace DmaActors.Framework.Tests.Isa;

public sealed class DmaeFunctionTests
{
    private static readonly DmaeReq Read = new() { Command = DmaeCommand.Read };

    [Fact]
    public void A_channel_that_is_programmed_moves_the_data_of_its_device()
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            var wires = new Wires(bench);
            await Succeeds(dma.DmaeAlloc(2, DmaCallback.DontWait));
            await Succeeds(dma.DmaeProg(Read, new DmaCookie(0x12345, 6, 0), 2));
            Assert.Equal(new(1, 6, TerminalCount: true), await wires.Move(2, 6));
            Assert.Equal([1, 2, 3, 4, 5, 6], wires.InMemory(0x12345, 6));
            await Succeeds(dma.DmaeStop(2));
            await Succeeds(dma.DmaeProg(Read with { Command = DmaeCommand.Write }, new DmaCookie(0x12346, 4, 0), 2));
            await wires.Move(2, 4);
            Assert.Equal([2, 3, 4, 5], wires.Taken);
            await Succeeds(dma.DmaeStop(2));
            await Succeeds(dma.DmaeRelease(2));
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void A_transfer_that_stops_short_leaves_its_count()
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            var wires = new Wires(bench);
            foreach (var (channel, moved, left) in ((int, int, int)[])[(3, 100, 412), (3, 512, 0), (6, 100, 412), (6, 512, 0)])
            {
                await Succeeds(dma.DmaeAlloc(channel, DmaCallback.DontWait));
                await Succeeds(dma.DmaeProg(Read, new DmaCookie(0x4000, 512, 0), channel));
                await wires.Move(channel, moved);
                await Succeeds(dma.DmaeStop(channel));
                Assert.Equal(new DmaeCount(DdiResult.Success, left), await dma.DmaeGetCnt(channel));
                await Succeeds(dma.DmaeRelease(channel));
            }

            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(6, 1)]
    public void Without_a_request_the_channel_works_as_before_at_another_place(int channel, int findings)
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            var wires = new Wires(bench);
            await Succeeds(dma.DmaeAlloc(channel, DmaCallback.DontWait));
            await Succeeds(dma.DmaeProg(Read, new DmaCookie(0x4000, 4, 0), channel));
            await wires.Move(channel, 4);
            await Succeeds(dma.DmaeStop(channel));
            await Succeeds(dma.DmaeProg(null, new DmaCookie(0x8000, 2, 0), channel));
            await wires.Move(channel, 2);
            Assert.Equal([1, 2, 3, 4], wires.InMemory(0x4000, 4));
            Assert.Equal([5, 6, 0], wires.InMemory(0x8000, 3));
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Equal(Enumerable.Repeat("DMA062", findings), bench.Findings);
    }

    [Fact]
    public void A_command_that_is_none_succeeds_and_leaves_the_mode_what_it_was()
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            var wires = new Wires(bench);
            await Succeeds(dma.DmaeAlloc(2, DmaCallback.DontWait));
            await Succeeds(dma.DmaeProg(Read, new DmaCookie(0x4000, 4, 0), 2));
            await Succeeds(dma.DmaeStop(2));
            await Succeeds(dma.DmaeProg(new DmaeReq { Command = (DmaeCommand)9 }, new DmaCookie(0x5000, 4, 0), 2));
            await wires.Move(2, 4);
            Assert.Equal([1, 2, 3, 4], wires.InMemory(0x5000, 4));
        });

        Assert.Equal(["DMA062"], bench.Findings);
        Assert.Equal("disk0/open#1 called ddi_dmae_prog for DMA channel 2: der_command 9 is none, and the mode stays what it was", bench.Rules.Findings[0].Text);
    }

    [Fact]
    public void Verify_counts_and_touches_no_memory()
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            var wires = new Wires(bench);
            await Succeeds(dma.DmaeAlloc(2, DmaCallback.DontWait));
            await Succeeds(dma.DmaeProg(new DmaeReq(), new DmaCookie(0x4000, 4, 0), 2));
            Assert.Equal(new(1, 4, TerminalCount: true), await wires.Move(2, 4));
            Assert.Equal([0, 0, 0, 0], wires.InMemory(0x4000, 4));
        });

        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void A_channel_that_was_configured_for_a_bus_master_cannot_be_programmed_until_it_is_released()
    {
        foreach (var channel in (int[])[0, 1, 5, 7])
        {
            var bench = Bench.OnIsa();
            var dma = bench.Driver.Dma;
            bench.Run(async () =>
            {
                await Succeeds(dma.DmaeAlloc(channel, DmaCallback.DontWait));
                await Succeeds(dma.Dmae1stParty(channel));
                await Fails(dma.DmaeProg(Read, new DmaCookie(0x4000, 4, 0), channel));
                await Succeeds(dma.DmaeRelease(channel));
                await Succeeds(dma.DmaeAlloc(channel, DmaCallback.DontWait));
                await Succeeds(dma.DmaeProg(Read, new DmaCookie(0x4000, 4, 0), channel));
            });

            Assert.Empty(bench.Findings);
        }
    }

    [Fact]
    public void What_the_channel_cannot_do_is_a_failure_and_programs_nothing()
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            await Succeeds(dma.DmaeAlloc(2, DmaCallback.DontWait));
            await Succeeds(dma.DmaeProg(Read, new DmaCookie(0x4000, 40, 0), 2));
            await Succeeds(dma.DmaeStop(2));
            await Fails(dma.DmaeProg(Read with { Dest = DmaeDest.Memory }, new DmaCookie(0x4000, 4, 0), 2));
            await Fails(dma.DmaeProg(Read with { Path = DmaePath.Bits16 }, new DmaCookie(0x4000, 4, 0), 2));
            Assert.Equal(40, (await dma.DmaeGetCnt(2)).Bytes);
        });

        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void A_channel_that_is_disabled_serves_its_device_when_it_is_enabled_again()
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            var wires = new Wires(bench);
            await Succeeds(dma.DmaeAlloc(2, DmaCallback.DontWait));
            await Succeeds(dma.DmaeProg(Read, new DmaCookie(0x4000, 4, 0), 2));
            await Succeeds(dma.DmaeDisable(2));
            wires.Raise(2, 4);
        });
        Assert.Empty(bench.Device.Received);
        bench.Run(async () => await Succeeds(dma.DmaeEnable(2)));
        Assert.Single(bench.Device.Received);
        bench.Run(async () => await Succeeds(dma.DmaeStop(2)));
        Assert.Empty(bench.Findings);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(-1)]
    public void Nothing_can_be_done_with_a_channel_that_nobody_can_have(int channel)
    {
        var bench = Bench.OnIsa();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            await Fails(dma.DmaeProg(Read, null, channel));
            await Fails(dma.Dmae1stParty(channel));
            await Fails(dma.DmaeEnable(channel));
            await Fails(dma.DmaeDisable(channel));
            await Fails(dma.DmaeStop(channel));
            await Fails(dma.DmaeRelease(channel));
            Assert.Equal(new DmaeCount(DdiResult.Failure, 0), await dma.DmaeGetCnt(channel));
        });

        Assert.Equal(Enumerable.Repeat("DMA062", 7), bench.Findings);
    }

    [Fact]
    public void The_engine_says_what_it_can_do()
    {
        var bench = Bench.OnIsa();
        bench.Run(() =>
        {
            Assert.Equal(DdiResult.Success, bench.Driver.Dma.DmaeGetAttr(out var attributes));
            Assert.Equal((0UL, 0xFF_FFFFUL, 0xFFFFUL, 1UL), (attributes.AddrLo, attributes.AddrHi, attributes.CountMax, attributes.Align));
            Assert.Equal((1u, 1u, 0xFFFF_FFFFUL), (attributes.BurstSizes, attributes.MinXfer, attributes.MaxXfer));
            Assert.Equal((0xFFFFUL, 1, 1u), (attributes.Seg, attributes.SgLen, attributes.Granular));
            bench.Log.Add("over");
            return DdiTask.Completed;
        });

        Assert.Equal(["over"], bench.Log);
    }

    [Fact]
    public void On_a_machine_without_an_engine_all_of_them_fail()
    {
        var bench = Bench.Tame();
        var dma = bench.Driver.Dma;
        bench.Run(async () =>
        {
            await Fails(dma.DmaeAlloc(2, DmaCallback.Sleep));
            await Fails(dma.DmaeProg(Read, null, 2));
            await Fails(dma.Dmae1stParty(2));
            await Fails(dma.DmaeEnable(2));
            await Fails(dma.DmaeDisable(2));
            await Fails(dma.DmaeStop(2));
            await Fails(dma.DmaeRelease(2));
            Assert.Equal(new DmaeCount(DdiResult.Failure, 0), await dma.DmaeGetCnt(2));
            Assert.Equal(DdiResult.Failure, dma.DmaeGetAttr(out _));
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void A_handle_below_the_ISA_bus_has_what_ISA_leaves_of_its_attributes()
    {
        var wide = ScriptDriver.Anywhere with { BurstSizes = 0x7F, SgLen = 17, CountMax = 0xFFFF_FFFF, Seg = 0xF_FFFF };
        Assert.Equal((1u, 16), WindowsOf(Bench.OnIsa(), wide));
        Assert.Equal((0x7Fu, 1), WindowsOf(Bench.OnIsa(slot: new IsaSlot(null)), wide));
    }

    [Theory]
    [InlineData(true, DdiResult.Success)]
    [InlineData(false, DdiResult.Failure)]
    public void The_slot_says_whether_DMA_is_possible_in_it(bool slaveOnly, DdiResult expected)
    {
        var bench = Bench.OnIsa(slot: new IsaSlot(BusAttributes.Isa, slaveOnly));
        bench.Run(async () =>
        {
            Assert.Equal(expected, bench.Driver.Ddi.SlaveOnly());
            await bench.Driver.Handle();
        });

        Assert.Equal(slaveOnly ? ["DMA007"] : [], bench.Findings);
    }

    [Fact]
    public void On_a_machine_without_ISA_no_slot_is_slave_only_by_itself()
    {
        var bench = Bench.Tame();
        bench.Run(() =>
        {
            Assert.Equal(DdiResult.Failure, bench.Driver.Ddi.SlaveOnly());
            return DdiTask.Completed;
        });
    }

    /// <summary>Burst sizes of a handle, and the windows of 64 KiB in 16 pages each of which lies below the one before.</summary>
    private static (uint BurstSizes, int Windows) WindowsOf(Bench bench, DmaAttributes attributes)
    {
        var found = (0u, 0);
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle(attributes);
            var memory = bench.Driver.Ddi.KmemAlloc(0x1_0000)!;
            var bind = await bench.Driver.Dma.AddrBindHandle(handle, memory, 0x1_0000, DmaFlags.Read | DmaFlags.Partial, DmaCallback.DontWait);
            Assert.True(bind.Status is DmaBind.Mapped or DmaBind.PartialMap);
            found = (bench.Driver.Dma.BurstSizes(handle), bench.Driver.Dma.NumWin(handle, out var windows) ? windows : 1);
        });
        return found;
    }
}
