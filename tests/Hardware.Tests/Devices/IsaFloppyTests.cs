using DmaActors.Devices;
using DmaActors.Hardware.Isa8237;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Devices;

/// <summary>The disk that the DMA controller serves.</summary>
public sealed class IsaFloppyTests
{
    private const int Blocks = IsaBench.MediaBytes / 512;
    private const ulong Enabled = DiskRegisters.EnableInterrupts;
    private const ulong Failed = DiskRegisters.EnableInterrupts | DiskRegisters.Error;

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void Data_go_where_the_channel_is_programmed_and_come_from_there(int channel)
    {
        var bench = IsaBench.OfFloppy(channel);
        bench.ProgramChannel(TransferType.ToMemory, 0x1_2000, 4096);
        bench.StartFloppy(block: 7, 4096);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(7, 4096), bench.Machine.Read(0x1_2000, 4096));
        Assert.Equal((1, Enabled, 0UL), (bench.Interrupts, bench.Csr, bench.Resid));

        bench.ProgramChannel(TransferType.FromMemory, 0x1_2000, 4096);
        bench.StartFloppy(block: 100, 4096, DiskRegisters.Write);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(7, 4096), bench.OnMedia(100, 4096));
        Assert.Equal((2, 0UL, 0), (bench.Interrupts, bench.Resid, bench.ChannelCount()));
    }

    [Fact]
    public void A_channel_that_counts_less_than_the_command_ends_it_with_an_error()
    {
        var bench = IsaBench.OfFloppy();
        bench.ProgramChannel(TransferType.ToMemory, 0x2000, 1000);
        bench.StartFloppy(0, 1536);
        bench.Machine.Run();
        Assert.Equal((1, Failed, 536UL), (bench.Interrupts, bench.Csr, bench.Resid));
        Assert.Equal([.. bench.OnMedia(0, 1000), 0], bench.Machine.Read(0x2000, 1001));
    }

    [Fact]
    public void A_channel_that_counts_more_than_the_command_keeps_the_rest()
    {
        var bench = IsaBench.OfFloppy();
        bench.ProgramChannel(TransferType.ToMemory, 0x2000, 1536);
        bench.StartFloppy(3, 512);
        bench.Machine.Run();
        Assert.Equal((1, Enabled, 0UL, 1024), (bench.Interrupts, bench.Csr, bench.Resid, bench.ChannelCount()));
        bench.StartFloppy(4, 1024);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(3, 1536), bench.Machine.Read(0x2000, 1536));
    }

    [Fact]
    public void Before_its_channel_is_unmasked_a_command_waits()
    {
        var bench = IsaBench.OfFloppy();
        bench.StartFloppy(3, 512);
        bench.Machine.Run();
        Assert.Equal((0, Enabled | DiskRegisters.Start, 512UL), (bench.Interrupts, bench.Csr, bench.Resid));
        bench.ProgramChannel(TransferType.ToMemory, 0x2000, 512);
        bench.Machine.Run();
        Assert.Equal((1, Enabled), (bench.Interrupts, bench.Csr));
        Assert.Equal(bench.OnMedia(3, 512), bench.Machine.Read(0x2000, 512));
    }

    [Theory]
    [InlineData(TransferType.ToMemory, DiskRegisters.Write)]
    [InlineData(TransferType.FromMemory, 0)]
    [InlineData(TransferType.Verify, 0)]
    [InlineData(TransferType.Verify, DiskRegisters.Write)]
    public void A_channel_of_another_direction_leaves_the_media_alone_and_fails_the_command(TransferType type, int direction)
    {
        var bench = IsaBench.OfFloppy();
        var before = bench.Media.Bytes.ToArray();
        bench.ProgramChannel(type, 0x2000, 512);
        bench.StartFloppy(3, 512, direction);
        bench.Machine.Run();
        Assert.Equal(before, bench.Media.Bytes);
        Assert.Equal(Enumerable.Repeat(type == TransferType.ToMemory ? (byte)0xFF : (byte)0, 512), bench.Machine.Read(0x2000, 512));
        Assert.Equal((1, Failed, 512UL), (bench.Interrupts, bench.Csr & ~(ulong)DiskRegisters.Write, bench.Resid));
    }

    [Theory]
    [InlineData(Blocks - 1, 512, false)]
    [InlineData(Blocks - 1, 1024, true)]
    [InlineData(0, 0, true)]
    [InlineData(0, 511, true)]
    public void A_command_beyond_the_media_or_not_of_whole_sectors_asks_for_nothing(int block, uint bytes, bool refused)
    {
        var bench = IsaBench.OfFloppy();
        bench.ProgramChannel(TransferType.ToMemory, 0x2000, 2048);
        bench.StartFloppy((ulong)block, bytes);
        bench.Machine.Run();
        Assert.Equal(refused ? Failed : Enabled, bench.Csr);
        Assert.Equal(refused ? 2048 : 2048 - (int)bytes, bench.ChannelCount());
    }

    [Fact]
    public void A_reset_takes_the_request_back_and_the_next_command_is_served()
    {
        var bench = IsaBench.OfFloppy(timing: new BusTiming { GrantBytes = 100 });
        bench.ProgramChannel(TransferType.ToMemory, 0x2000, 1024);
        bench.StartFloppy(3, 1024);
        bench.Machine.StepUntil(() => bench.Resid == 824);
        bench.PutCsr(DiskRegisters.Reset);
        bench.Machine.Run();
        var moved = 1024 - bench.ChannelCount();
        Assert.Equal((0, 0UL), (bench.Interrupts, bench.Csr));
        Assert.Equal((ulong)(1024 - moved), bench.Resid);
        Assert.Equal([.. bench.OnMedia(3, moved), .. new byte[1024 - moved]], bench.Machine.Read(0x2000, 1024));

        bench.ProgramChannel(TransferType.ToMemory, 0x4000, 512);
        bench.StartFloppy(9, 512);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(9, 512), bench.Machine.Read(0x4000, 512));
        Assert.Equal((1, Enabled), (bench.Interrupts, bench.Csr));
    }

    [Fact]
    public void After_a_reset_the_next_command_is_right_in_every_order_if_the_channel_was_stopped()
    {
        var between = 0;
        for (var seed = 1UL; seed <= 100; seed++)
        {
            var bench = IsaBench.OfFloppy(timing: new BusTiming { GrantBytes = 256 }, options: new WorldOptions { Timed = false }, strategy: new RandomStrategy(seed));
            bench.ProgramChannel(TransferType.ToMemory, 0x2000, 2048);
            bench.StartFloppy(3, 2048);
            bench.Machine.StepUntil(() => bench.Resid < 2048);
            bench.Tell(new StopChannel(2));
            between += bench.ChannelCount() is > 0 and < 2048 ? 1 : 0;
            bench.PutCsr(DiskRegisters.Reset);
            // RESET reads as 1 until the request has fallen: what is programmed before that, the old command could use up.
            bench.Machine.StepUntil(() => (bench.Csr & DiskRegisters.Reset) == 0);
            bench.ProgramChannel(TransferType.ToMemory, 0x8000, 1024);
            bench.StartFloppy(16, 1024);
            bench.Machine.Run();
            Assert.Equal(bench.OnMedia(16, 1024), bench.Machine.Read(0x8000, 1024));
            Assert.Equal((Enabled, 0UL), (bench.Csr, bench.Resid));
        }

        Assert.InRange(between, 20, 100);
    }

    [Fact]
    public void A_device_that_is_not_wired_to_a_channel_says_so()
    {
        var machine = new TestMachine();
        var floppy = machine.AddDevice("floppy", wiring => new IsaFloppy(wiring, new IsaFloppySettings()), new RamMedia(new byte[512]));
        machine.WriteRegister(floppy, IsaFloppyRegisters.Bytes, 4, 512);
        machine.WriteRegister(floppy, DiskRegisters.Csr, 1, DiskRegisters.Start);
        Assert.Equal(RunStatus.Panicked, machine.World.Run(TestMachine.Bound));
        Assert.Contains("floppy has no DMA channel", machine.World.Panic!.Exception.Message, StringComparison.Ordinal);
    }
}
