using DmaActors.Devices;
using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Devices;

/// <summary>What holds for both disks: true is the one with a list.</summary>
public sealed class DiskControllerTests
{
    private const int Blocks = DiskBench.MediaBytes / 512;
    private const int Clean = 0;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Data_read_are_those_of_the_media_and_data_written_arrive_there(bool list)
    {
        var bench = DiskBench.Of(list);
        bench.Program(block: 7, address: 0x1234, bytes: 10 * 512);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(7 * 512, 5120), bench.Machine.Read(0x1234, 5120));

        var data = TestMachine.Pattern(5120, 9);
        bench.Machine.Write(0x1234, data);
        bench.Program(block: 1, address: 0x1234, bytes: 10 * 512);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable | DiskBench.ToMedia);
        bench.Machine.Run();
        Assert.Equal(data, bench.OnMedia(512, 5120));
        Assert.Equal((ulong)(DiskBench.Enable), bench.Csr & ~(ulong)DiskBench.ToMedia);
        Assert.Equal(2, bench.Interrupts);
    }

    [Theory]
    [InlineData(true, Blocks - 1, 512, false)]
    [InlineData(true, Blocks - 1, 1024, true)]
    [InlineData(true, Blocks, 512, true)]
    [InlineData(false, Blocks - 2, 1024, false)]
    [InlineData(false, Blocks - 2, 1536, true)]
    [InlineData(false, Blocks, 512, true)]
    [InlineData(true, 0, 0, true)]
    [InlineData(false, 0, 0, true)]
    [InlineData(true, 0, 511, true)]
    [InlineData(false, 0, 513, true)]
    [InlineData(true, long.MaxValue, 512, true)]
    [InlineData(false, -1, 512, true)]
    public void A_command_beyond_the_media_or_not_of_whole_sectors_is_refused_and_moves_nothing(bool list, long block, int bytes, bool refused)
    {
        var bench = DiskBench.Of(list);
        bench.Program(unchecked((ulong)block), 0x3000, (uint)bytes);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal(1, bench.Interrupts);
        Assert.Equal(refused, (bench.Csr & DiskBench.Error) != 0);
        Assert.Equal(refused ? (ulong)bytes : 0, bench.Resid);
        Assert.Equal(refused, bench.Machine.Read(0x3000, 2048).All(value => value == 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_next_command_clears_the_error_of_the_last(bool list)
    {
        var bench = DiskBench.Of(list);
        bench.Program(Blocks, 0x3000, 512);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        bench.Program(0, 0x3000, 512);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        Assert.Equal((ulong)(DiskBench.Start | DiskBench.Enable), bench.Csr);
        bench.Machine.Run();
        Assert.Equal((ulong)DiskBench.Enable, bench.Csr);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_interrupts_enabled_the_status_tells_the_end_and_enabling_them_later_raises_the_line(bool list)
    {
        var bench = DiskBench.Of(list);
        bench.Program(0, 0x3000, 512);
        bench.PutCsr(DiskBench.Start);
        Assert.Equal((ulong)DiskBench.Start, bench.Csr);
        bench.Machine.Run();
        Assert.Equal(0, bench.Interrupts);
        Assert.Equal((ulong)DiskBench.Interrupting, bench.Csr);
        bench.PutCsr(DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal(1, bench.Interrupts);
        Assert.Equal((ulong)DiskBench.Enable, bench.Csr);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_interrupt_that_is_not_acknowledged_is_a_storm(bool list)
    {
        var bench = DiskBench.Of(list);
        bench.Acknowledges = false;
        bench.Program(0, 0x3000, 512);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal((5, false), Assert.Single(bench.Machine.Storms));
        Assert.Equal((ulong)(DiskBench.Enable | DiskBench.Interrupting), bench.Csr);
    }

    [Theory]
    [InlineData(DiskBench.Enable, 2)]
    [InlineData(Clean, 1)]
    public void Each_write_of_the_csr_sets_the_interrupt_enable_as_written(int enable, int interrupts)
    {
        var bench = DiskBench.Of(list: true);
        bench.Program(0, 0x3000, 512);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        bench.PutCsr(DiskBench.Start | enable);
        bench.Machine.Run();
        Assert.Equal(interrupts, bench.Interrupts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_start_during_a_command_is_ignored_and_logged(bool list)
    {
        var bench = DiskBench.Of(list);
        bench.Program(3, 0x3000, 512);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable | DiskBench.ToMedia);
        bench.Machine.Run();
        Assert.Equal((LogLevel.Warning, "disk", "START while a command is under way: ignored"), Assert.Single(bench.Machine.Log.Lines));
        Assert.Equal(bench.OnMedia(3 * 512, 512), bench.Machine.Read(0x3000, 512));
        Assert.Equal(1, bench.Interrupts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_writes_the_registers_before_the_service_time_is_over_changes_the_command(bool list)
    {
        var bench = DiskBench.Of(list);
        bench.Program(3, 0x3000, 512);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Program(8, 0x5000, 1024);
        bench.Machine.Run();
        Assert.Equal(new byte[512], bench.Machine.Read(0x3000, 512));
        Assert.Equal(bench.OnMedia(8 * 512, 1024), bench.Machine.Read(0x5000, 1024));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_resid_counts_down_with_the_grants(bool list)
    {
        var bench = DiskBench.Of(list);
        bench.Program(0, 0x4000, 12_288);
        bench.PutCsr(DiskBench.Start);
        var seen = new List<ulong>();
        bench.Machine.StepUntil(() =>
        {
            var resid = bench.Resid;
            if (seen.Count == 0 || seen[^1] != resid)
                seen.Add(resid);
            return resid == 0;
        });
        Assert.Equal([12_288, 8_192, 4_096, 0], seen.Where(resid => resid != 0 || seen.IndexOf(resid) > 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reset_before_the_transfer_leaves_memory_and_line_alone(bool list)
    {
        var bench = DiskBench.Of(list);
        bench.Program(0, 0x4000, 4096);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.PutCsr(DiskBench.Reset);
        Assert.Equal(0UL, bench.Csr);
        bench.Machine.Run();
        Assert.Equal(0, bench.Interrupts);
        Assert.Equal(4096UL, bench.Resid);
        Assert.Equal(new byte[4096], bench.Machine.Read(0x4000, 4096));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reset_during_the_transfer_stops_it_between_grants_without_an_interrupt(bool list)
    {
        var bench = DiskBench.Of(list);
        bench.Program(0, 0x4000, 16_384);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.StepUntil(() => bench.Resid == 8_192);
        bench.PutCsr(DiskBench.Reset | DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal(0, bench.Interrupts);
        Assert.Equal(0UL, bench.Csr);
        Assert.Equal(8_192UL, bench.Resid);
        Assert.Equal([.. bench.OnMedia(0, 8192), .. new byte[8192]], bench.Machine.Read(0x4000, 16_384));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reset_lowers_the_line_of_a_command_that_has_ended(bool list)
    {
        var bench = DiskBench.Of(list);
        bench.Program(0, 0x4000, 512);
        bench.PutCsr(DiskBench.Start);
        bench.Machine.Run();
        bench.PutCsr(DiskBench.Enable);
        bench.PutCsr(DiskBench.Reset);
        bench.Machine.Run();
        Assert.Equal(0, bench.Interrupts);
        Assert.Equal(0UL, bench.Csr);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_reset_a_new_command_is_taken_at_once_though_all_of_the_old_one_still_moves(bool list)
    {
        var bench = DiskBench.Of(list, options: new WorldOptions { Timed = false }, strategy: new Starving("disk.engine"), timing: new BusTiming { GrantBytes = 512 });
        bench.Program(0, 0x4000, 4096);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.StepUntil(() => bench.Resid < 4096);
        bench.PutCsr(DiskBench.Reset);
        Assert.Equal((ulong)DiskBench.Reset, bench.Csr);
        bench.Program(16, 0x8000, 2048);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        Assert.Equal((ulong)(DiskBench.Reset | DiskBench.Start | DiskBench.Enable), bench.Csr);

        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(0, 4096), bench.Machine.Read(0x4000, 4096));
        Assert.Equal(bench.OnMedia(16 * 512, 2048), bench.Machine.Read(0x8000, 2048));
        Assert.Equal((ulong)DiskBench.Enable, bench.Csr);
        Assert.Equal((1, 0UL), (bench.Interrupts, bench.Resid));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_reset_the_next_command_is_right_in_every_order(bool list)
    {
        var halfWay = 0;
        for (var seed = 1UL; seed <= 50; seed++)
        {
            var bench = DiskBench.Of(list, options: new WorldOptions { Timed = false }, strategy: new RandomStrategy(seed), timing: new BusTiming { GrantBytes = 512 });
            bench.Program(0, 0x4000, 4096);
            bench.PutCsr(DiskBench.Start | DiskBench.Enable);
            bench.Machine.StepUntil(() => bench.Resid < 4096);
            bench.PutCsr(DiskBench.Reset);
            bench.Program(16, 0x8000, 2048);
            bench.PutCsr(DiskBench.Start | DiskBench.Enable);
            bench.Machine.Run();
            Assert.Equal(bench.OnMedia(16 * 512, 2048), bench.Machine.Read(0x8000, 2048));
            Assert.Equal((ulong)DiskBench.Enable, bench.Csr);
            Assert.Equal(0UL, bench.Resid);

            // The old command may have ended before RESET arrived.
            Assert.InRange(bench.Interrupts, 1, 2);
            halfWay += bench.Machine.Read(0x4000 + 4095, 1)[0] == 0 ? 1 : 0;
        }

        Assert.InRange(halfWay, 5, 50);
    }

    [Theory]
    [InlineData(true, 24, 0x0100_3000U, 0x3000)]
    [InlineData(false, 24, 0xFF00_3000U, 0x3000)]
    [InlineData(true, 16, 0x0001_3000U, 0x3000)]
    [InlineData(false, 17, 0x0001_3000U, 0x1_3000)]
    public void The_address_counter_drops_what_is_above_its_bits(bool list, int bits, uint address, ulong reached)
    {
        var bench = DiskBench.Of(list, settings => settings.AddressBits = bits);
        bench.Program(0, address, 512);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(0, 512), bench.Machine.Read(reached, 512));
        Assert.Equal((ulong)DiskBench.Enable, bench.Csr);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_address_counter_wraps_to_0(bool list)
    {
        var bench = DiskBench.Of(list, settings => settings.AddressBits = 16);
        bench.Program(0, 0xFF00, 1024);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(0, 256), bench.Machine.Read(0xFF00, 256));
        Assert.Equal(bench.OnMedia(256, 768), bench.Machine.Read(0, 768));
        Assert.Equal(new byte[256], bench.Machine.Read(0x1_0000, 256));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_32_bits_it_reaches_all_of_4_GiB(bool list)
    {
        var bench = DiskBench.Of(list, settings => settings.AddressBits = 32, memoryBytes: 1UL << 33);
        bench.Program(0, 0xFFFF_FF00, 512);
        bench.PutCsr(DiskBench.Start | DiskBench.Enable);
        bench.Machine.Run();
        Assert.Equal(bench.OnMedia(0, 256), bench.Machine.Read(0xFFFF_FF00, 256));
        Assert.Equal(bench.OnMedia(256, 256), bench.Machine.Read(0, 256));
        Assert.Equal(new byte[256], bench.Machine.Read(0x1_0000_0000, 256));
    }

    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(256, 1_000 + 125_000)]
    [InlineData(384, 1_000 + 187_500)]
    public void A_command_takes_its_service_time_and_the_way_of_the_head(int block, long expected)
    {
        var timing = new BusTiming { RegisterWriteNanoseconds = 0, BurstSetupNanoseconds = 0, BytesPerSecond = 1_000_000_000, InterruptNanoseconds = 0 };
        var bench = DiskBench.Of(list: true, Change, timing);
        Assert.Equal(expected + 512, Time((ulong)block));

        // The head stands behind what it has read: the next block in order is no way, the same one again a short way.
        Assert.Equal(1_000 + 512, Time((ulong)block + 1));
        Assert.Equal(1_000 + 512 + (512 * 1_000_000L >> 20), Time((ulong)block + 1));

        static void Change(DiskSettings settings) => (settings.ServiceNanoseconds, settings.SeekNanosecondsPerMiB) = (1_000, 1_000_000);

        long Time(ulong at)
        {
            bench.Program(at, 0x1000, 512);
            bench.Machine.Run();
            var (start, interrupts) = (bench.Machine.World.Now.Nanoseconds, bench.Interrupts);
            bench.PutCsr(DiskBench.Start | DiskBench.Enable);
            bench.Machine.StepUntil(() => bench.Interrupts > interrupts);
            return bench.Machine.World.Now.Nanoseconds - start;
        }
    }

    /// <summary>One actor runs only when nobody else can, and then finishes its own work before it listens.</summary>
    private sealed class Starving(string name) : IStrategy
    {
        public string Description => $"starving {name}";

        public void Begin()
        {
        }

        public int NextStep(ReadOnlySpan<StepId> enabled)
        {
            var chosen = 0;
            for (var i = 0; i < enabled.Length; i++)
            {
                if (enabled[i].Receiver != name)
                    return i;
                if (enabled[i].Message is Grant)
                    chosen = i;
            }

            return chosen;
        }

        public int NextValue(ChoicePoint point, int options, int defaultOption) => defaultOption;
    }
}
