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
    public void Between_commands_the_resid_is_that_of_the_latest_whatever_is_written_into_the_registers(bool list)
    {
        var bench = DiskBench.Of(list);
        Assert.Equal(0UL, bench.Resid);
        bench.Program(0, 0x4000, 1024);
        Assert.Equal(0UL, bench.Resid);
        bench.PutCsr(DiskBench.Start);
        Assert.Equal(1024UL, bench.Resid);
        bench.Machine.Run();
        Assert.Equal(0UL, bench.Resid);

        bench.Program(Blocks, 0x4000, 2048);
        Assert.Equal(0UL, bench.Resid);
        bench.PutCsr(DiskBench.Start);
        bench.Machine.Run();
        Assert.Equal(2048UL, bench.Resid);

        // RESID is read-only: a write is dropped and is no odd access.
        bench.Program(0, 0x4000, 512);
        bench.Put(DiskRegisters.Resid, 4, 7);
        bench.PutCsr(DiskBench.Interrupting);
        Assert.Equal(2048UL, bench.Resid);
        bench.PutCsr(DiskBench.Start);
        Assert.Equal(512UL, bench.Resid);
        bench.Machine.Run();
        Assert.Equal(0UL, bench.Resid);
        Assert.Empty(bench.Machine.Log.Lines);
    }
}
