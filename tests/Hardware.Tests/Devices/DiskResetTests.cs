namespace DmaActors.Hardware.Tests.Devices;

/// <summary>RESET in every state of a disk: true is the one with a list.</summary>
public sealed class DiskResetTests
{
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
