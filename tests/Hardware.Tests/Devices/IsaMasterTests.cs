using DmaActors.Devices;
using DmaActors.Hardware.Isa8237;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Devices;

/// <summary>The disk adapter that masters the ISA bus.</summary>
public sealed class IsaMasterTests
{
    private const ulong Enabled = DiskRegisters.EnableInterrupts;

    [Theory]
    [InlineData(5)]
    [InlineData(1)]
    public void On_a_cascaded_channel_it_moves_its_data_itself_and_gives_the_bus_back(int channel)
    {
        var bench = IsaBench.OfMaster(channel);
        bench.CascadeChannel();
        bench.StartMaster(7, 0x123456, 8192);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(7, 8192), bench.Machine.Read(0x123456, 8192));
        bench.StartMaster(100, 0x123456, 8192, DiskRegisters.Write);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(7, 8192), bench.OnMedia(100, 8192));
        Assert.Equal((2, Enabled | DiskRegisters.Write, 0UL), (bench.Interrupts, bench.Csr, bench.Resid));
    }

    [Fact]
    public void It_drives_24_address_lines_and_wraps_behind_the_last()
    {
        var bench = IsaBench.OfMaster();
        bench.CascadeChannel();
        bench.StartMaster(0, 0x1FF_FF00, 512);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(0, 256), bench.Machine.Read(0xFF_FF00, 256));
        Assert.Equal(bench.OnMedia(0, 512)[256..], bench.Machine.Read(0, 256));
        Assert.Equal(new byte[512], bench.Machine.Read(0x1FF_FF00, 256).Concat(bench.Machine.Read(0x100_0000, 256)));
    }

    [Fact]
    public void Before_its_channel_is_enabled_it_waits()
    {
        var bench = IsaBench.OfMaster();
        bench.StartMaster(3, 0x2000, 512);
        bench.Machine.Run();
        Assert.Equal((0, Enabled | DiskRegisters.Start), (bench.Interrupts, bench.Csr));
        bench.CascadeChannel();
        bench.Machine.Run();
        Assert.Equal((1, Enabled), (bench.Interrupts, bench.Csr));
        Assert.Equal(bench.OnMedia(3, 512), bench.Machine.Read(0x2000, 512));
    }

    [Fact]
    public void On_a_channel_that_transfers_it_waits_for_ever_and_memory_fills_with_what_nobody_drives()
    {
        var bench = IsaBench.OfMaster();
        bench.ProgramChannel(TransferType.ToMemory, 0x2000, 512);
        bench.StartMaster(3, 0x4000, 512);
        bench.Machine.Run();
        Assert.Equal((0, Enabled | DiskRegisters.Start), (bench.Interrupts, bench.Csr));
        Assert.Equal([.. Enumerable.Repeat((byte)0xFF, 512), 0], bench.Machine.Read(0x2000, 513));
        bench.PutCsr(DiskRegisters.Reset);
        bench.Machine.Run();
        Assert.Equal(0UL, bench.Csr);
    }

    [Fact]
    public void A_grant_of_the_bus_for_a_command_that_was_given_up_is_not_taken_for_the_next_one()
    {
        // The processor is in the place of the DMA controller.
        var machine = new TestMachine();
        var master = machine.AddDevice("master", wiring => new IsaMaster(wiring, new IsaMasterSettings()), new RamMedia(TestMachine.Pattern(4096)), dmaLine: new DmaRequestLine(machine.CpuRef, 5));
        machine.WriteRegister(master, IsaMasterRegisters.Size, 4, 512);
        foreach (var csr in new[] { DiskRegisters.Start, DiskRegisters.Reset, DiskRegisters.Start })
        {
            machine.WriteRegister(master, DiskRegisters.Csr, 1, (ulong)csr);
            machine.Run();
        }

        Assert.Equal([1, 2], machine.Cpu.All<RaiseDmaRequest>().Select(raised => raised.Request));
        Assert.Equal(1, Assert.Single(machine.Cpu.All<LowerDmaRequest>()).Request);
        foreach (var (request, moves) in new[] { (1, false), (2, true) })
        {
            machine.OnCpu(cpu => cpu.Tell(master, new BusGranted(request)));
            machine.Run();
            Assert.Equal(moves, machine.Read(0, 1)[0] != 0);
        }
    }

    [Fact]
    public void A_reset_while_it_waits_or_moves_gives_the_bus_back_and_the_next_command_is_right_in_every_order()
    {
        var (waited, moved) = (0, 0);
        for (var seed = 1UL; seed <= 200; seed++)
        {
            var random = new Xoshiro(seed);
            var bench = IsaBench.OfMaster(timing: new BusTiming { GrantBytes = 512 }, options: new WorldOptions { Timed = false }, strategy: new RandomStrategy(seed));
            bench.CascadeChannel();
            var resets = 1 + random.Below(3);
            for (var i = 0; i < resets; i++)
            {
                bench.StartMaster(0, 0x4000, 2048);
                bench.Machine.World.Run(1 + random.Below(40));
                bench.PutCsr(DiskRegisters.Reset);
            }

            waited += bench.Machine.Read(0x4000, 1)[0] == 0 ? 1 : 0;
            moved += bench.Machine.Read(0x4000, 1)[0] != 0 ? 1 : 0;
            bench.StartMaster(16, 0x8000, 2048);
            bench.Machine.Run();
            Assert.Equal(bench.OnMedia(16, 2048), bench.Machine.Read(0x8000, 2048));
            Assert.Equal((Enabled, 0UL), (bench.Csr, bench.Resid));
        }

        Assert.True(waited > 20 && moved > 20, $"{waited} resets before any data had moved, {moved} after");
    }
}
