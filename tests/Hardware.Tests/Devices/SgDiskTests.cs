using DmaActors.Devices;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Devices;

/// <summary>The disk with a scatter/gather list.</summary>
public sealed class SgDiskTests
{
    [Fact]
    public void A_read_spreads_the_blocks_over_the_entries_of_the_list()
    {
        var bench = DiskBench.OfSg();
        bench.ProgramSg(block: 3, bytes: 8192, (0x1000, 4096), (0x9100, 100), (0x5000, 3996));
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();

        Assert.Equal(bench.OnMedia(3 * 512, 4096), bench.Machine.Read(0x1000, 4096));
        Assert.Equal(bench.OnMedia((3 * 512) + 4096, 100), bench.Machine.Read(0x9100, 100));
        Assert.Equal(bench.OnMedia((3 * 512) + 4196, 3996), bench.Machine.Read(0x5000, 3996));
        Assert.Equal(new byte[100], bench.Machine.Read(0x9100 + 100, 100));
        Assert.Equal(0UL, bench.Resid);
        Assert.Equal((ulong)DiskBench.Enable, bench.Csr);
        Assert.Equal(1, bench.Interrupts);
    }

    [Fact]
    public void A_write_gathers_the_entries_of_the_list_onto_the_media()
    {
        var bench = DiskBench.OfSg();
        var data = TestMachine.Pattern(1536, 3);
        bench.Machine.Write(0x2F00, data[..300]);
        bench.Machine.Write(0x8000, data[300..]);
        var before = bench.OnMedia(0, DiskBench.MediaBytes);
        bench.ProgramSg(block: 100, bytes: 1536, (0x2F00, 300), (0x8000, 1236));
        bench.PutCsr(DiskBench.Start | DiskBench.Enable | DiskBench.ToMedia);
        bench.Machine.Run();

        data.CopyTo(before, 100 * 512);
        Assert.Equal(before, bench.Media.Bytes);
        Assert.Equal(1, bench.Interrupts);
    }

    [Fact]
    public void Without_power_it_answers_nobody_and_with_it_again_it_has_forgotten_its_command()
    {
        var bench = DiskBench.OfSg();
        bench.ProgramSg(block: 3, bytes: 4096, (0x1000, 4096));
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        Assert.Equal((ulong)(DiskBench.Start | DiskBench.Enable), bench.Csr);
        bench.Machine.World.Tell(bench.Disk, new PowerOff());
        Assert.Equal(0xFFUL, bench.Csr);
        bench.Put(DiskRegisters.Block, 8, 5);
        bench.Machine.Run();
        bench.Machine.World.Tell(bench.Disk, new PowerOn());
        bench.Machine.Run();

        Assert.Equal(0, bench.Interrupts);
        Assert.Equal(0UL, bench.Csr);
        Assert.Equal(0UL, bench.Machine.ReadRegister(bench.Disk, DiskRegisters.Block, 8));
        Assert.Equal(0UL, bench.Machine.ReadRegister(bench.Disk, SgDiskRegisters.SgCount, 4));
        Assert.Equal(0UL, bench.Machine.ReadRegister(bench.Disk, SgDiskRegisters.SgList, 4));
    }

    [Theory]
    [InlineData(17, false)]
    [InlineData(18, true)]
    [InlineData(0, true)]
    public void The_list_has_as_many_entries_as_its_settings_say(int count, bool refused)
    {
        var bench = DiskBench.OfSg();
        bench.ProgramSg(0, 17 * 512, [.. Enumerable.Range(0, 17).Select(i => ((uint)i * 0x1000, 512u))]);
        bench.Put(SgDiskRegisters.SgCount, 4, (ulong)count);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();

        Assert.Equal(refused, (bench.Csr & DiskBench.Error) != 0);
        Assert.Equal(refused ? 17UL * 512 : 0UL, bench.Resid);
        Assert.Equal(1, bench.Interrupts);
        Assert.Equal(refused ? new byte[512] : bench.OnMedia(16 * 512, 512), bench.Machine.Read(16 * 0x1000, 512));
    }

    [Fact]
    public void An_entry_beyond_the_list_is_no_register()
    {
        var bench = DiskBench.OfSg(new SgDiskSettings { Entries = 2 });
        Assert.Equal(0UL, bench.Machine.ReadRegister(bench.Disk, SgDiskRegisters.SgList + SgDiskRegisters.SgStride, 4));
        Assert.Equal(0xFFFF_FFFFUL, bench.Machine.ReadRegister(bench.Disk, SgDiskRegisters.SgList + (2 * SgDiskRegisters.SgStride), 4));
        Assert.Contains("SGLIST.dma_addr[2]", Assert.Single(bench.Machine.Log.Lines).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0u, 0)]
    [InlineData(1u, 0)]
    [InlineData(65_536u, 0)]
    [InlineData(3u, DiskBench.Error)]
    [InlineData(131_072u, DiskBench.Error)]
    public void A_burst_is_a_power_of_two_up_to_64_KiB_or_the_boards_own(uint burst, int error)
    {
        var bench = DiskBench.OfSg();
        bench.Machine.World.Tell(bench.Disk, new RegisterWrite(DiskRegisters.Burst, 4, burst));
        bench.ProgramSg(block: 0, bytes: 512, (0x1000, 512));
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal((ulong)(DiskBench.Enable | error), bench.Csr);
        Assert.Equal(burst, (uint)bench.Machine.ReadRegister(bench.Disk, DiskRegisters.Burst, 4));
    }

    [Fact]
    public void An_entry_of_size_0_is_refused_before_anything_moves()
    {
        var bench = DiskBench.OfSg();
        bench.ProgramSg(0, 1024, (0x1000, 512), (0x2000, 0), (0x3000, 512));
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal((ulong)(DiskBench.Error | DiskBench.Enable), bench.Csr);
        Assert.Equal(1024UL, bench.Resid);
        Assert.Equal(new byte[512], bench.Machine.Read(0x1000, 512));
    }

    [Fact]
    public void A_list_that_is_too_short_moves_what_it_has_and_ends_in_an_error_with_the_rest_as_resid()
    {
        var bench = DiskBench.OfSg();
        bench.ProgramSg(0, 4096, (0x1000, 512), (0x2000, 1000));
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal((ulong)(DiskBench.Error | DiskBench.Enable), bench.Csr);
        Assert.Equal(4096UL - 1512, bench.Resid);
        Assert.Equal(bench.OnMedia(512, 1000), bench.Machine.Read(0x2000, 1000));
    }

    [Fact]
    public void A_list_that_is_too_long_is_used_as_far_as_the_command_goes()
    {
        var bench = DiskBench.OfSg();
        bench.ProgramSg(0, 512, (0x1000, 4096), (0x3000, 4096));
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal((ulong)DiskBench.Enable, bench.Csr);
        Assert.Equal([.. bench.OnMedia(0, 512), .. new byte[3584]], bench.Machine.Read(0x1000, 4096));
        Assert.Equal(new byte[4096], bench.Machine.Read(0x3000, 4096));
    }

    [Fact]
    public void Random_commands_do_what_a_copy_loop_does()
    {
        for (var seed = 1UL; seed <= 60; seed++)
            RunRandomCommands(seed);
    }

    private static void RunRandomCommands(ulong seed)
    {
        var random = new Xoshiro(seed);
        var timing = new BusTiming { GrantBytes = 1 + random.Below(5000), BridgeDepth = random.Below(6), GrantHalves = random.Below(2) == 0 };
        var bench = DiskBench.OfSg(timing: timing, options: new WorldOptions { Timed = random.Below(2) == 0 }, strategy: new RandomStrategy(seed));
        var memory = TestMachine.Pattern(1 << 18, seed);
        bench.Machine.Write(0, memory);
        var media = bench.OnMedia(0, DiskBench.MediaBytes);
        for (var command = 0; command < 6; command++)
        {
            var list = new (uint Address, uint Size)[1 + random.Below(17)];
            for (var i = 0; i < list.Length; i++)
                list[i] = ((uint)random.Below((1 << 18) - 8192), (uint)(512 + random.Below(8192 - 512)));
            var total = (int)list.Sum(entry => entry.Size) / 512 * 512;
            var block = random.Below(((DiskBench.MediaBytes - total) / 512) + 1);
            var toMedia = random.Below(2) == 0;
            bench.ProgramSg((ulong)block, (uint)total, list);
            bench.PutCsr(DiskBench.Start | DiskBench.Enable | (toMedia ? DiskBench.ToMedia : 0));
            bench.Machine.Run();

            var position = block * 512;
            foreach (var (address, size) in list)
            {
                var piece = Math.Min((int)size, (block * 512) + total - position);
                if (toMedia)
                    Array.Copy(memory, (int)address, media, position, piece);
                else
                    Array.Copy(media, position, memory, (int)address, piece);
                position += piece;
            }

            Assert.Equal(command + 1, bench.Interrupts);
        }

        Assert.Equal(media, bench.Media.Bytes);
        Assert.Equal(memory, bench.Machine.Read(0, memory.Length));
    }
}
