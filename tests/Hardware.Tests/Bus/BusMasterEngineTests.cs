using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Bus;

/// <summary>The engine beside a bus-master device.</summary>
public sealed class BusMasterEngineTests
{
    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(4095, new[] { 4095 })]
    [InlineData(4096, new[] { 4096 })]
    [InlineData(4097, new[] { 4096, 1 })]
    [InlineData(12288, new[] { 4096, 4096, 4096 })]
    public void A_turn_moves_at_most_a_grant(int length, int[] grants)
    {
        var bench = new EngineBench();
        bench.Start(toMemory: true, (0x2100, length));
        bench.Machine.Run();
        Assert.Equal(grants, bench.Grants);
        Assert.Equal(bench.Data[..length], bench.Machine.Read(0x2100, length));
        Assert.Equal(new TransferComplete(length, Aborted: false), Assert.Single(bench.Completions));
    }

    [Fact]
    public void A_grant_never_crosses_a_segment_though_the_next_one_adjoins()
    {
        var bench = new EngineBench();
        bench.Start(toMemory: true, (0x1000, 100), (0x1064, 5000), (0x8000, 1));
        bench.Machine.Run();
        Assert.Equal([100, 4096, 904, 1], bench.Grants);
    }

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(2, new[] { 1, 1 })]
    [InlineData(9, new[] { 5, 4 })]
    [InlineData(20_000, new[] { 10_000, 10_000 })]
    public void With_halves_each_segment_moves_in_two_grants_whatever_its_size(int length, int[] grants)
    {
        var bench = new EngineBench(new BusTiming { GrantHalves = true });
        bench.Start(toMemory: true, (0x100, length), (0x8000, length));
        bench.Machine.Run();
        Assert.Equal([.. grants, .. grants], bench.Grants);
        Assert.Equal(bench.Data[..length], bench.Machine.Read(0x100, length));
    }

    [Fact]
    public void Each_grant_costs_its_bytes_and_its_bursts()
    {
        var bench = new EngineBench(new BusTiming { BytesPerSecond = 100_000_000, BurstSetupNanoseconds = 60 });
        bench.Start(toMemory: true, burst: 32, (0x1000, 4096), (0x3000, 33));
        bench.Machine.StepUntil(() => bench.CompletionCount == 1);
        Assert.Equal((128 * 60) + 40_960 + (2 * 60) + 330, bench.Machine.World.Now.Nanoseconds);
    }

    [Fact]
    public void A_stop_between_two_grants_leaves_what_has_moved_and_moves_no_more()
    {
        var bench = new EngineBench();
        bench.Start(toMemory: true, (0x1000, 16_384));
        bench.StepUntilGrants(2);
        bench.Stop();
        bench.Machine.Run();
        Assert.Equal([4096, 4096], bench.Grants);
        Assert.Equal([.. bench.Data[..8192], .. new byte[8192]], bench.Machine.Read(0x1000, 16_384));
        Assert.Equal(new TransferComplete(8192, Aborted: true), Assert.Single(bench.Completions));
        Assert.False(bench.Engine.IsBusy);
    }

    [Fact]
    public void A_grant_of_a_stopped_transfer_moves_nothing_of_the_next()
    {
        var bench = new EngineBench(new BusTiming { BytesPerSecond = 1_000_000_000, BurstSetupNanoseconds = 0 });
        bench.Start(toMemory: true, (0x1000, 8192));
        bench.StepUntilGrants(1);
        var stopped = bench.Machine.World.Now.Nanoseconds;
        bench.Stop();
        bench.Start(toMemory: true, (0x8000, 10));
        bench.Machine.StepUntil(() => bench.CompletionCount == 2);
        Assert.Equal([new TransferComplete(4096, true), new TransferComplete(10, false)], bench.Completions);
        // The grant that was under way arrives first, at its time; it is not taken for the new transfer's, which would be over with it.
        Assert.Equal([4096, 10], bench.Grants);
        bench.Start(toMemory: true, (0x9000, 4096), (0xB000, 4096));
        var begun = bench.Machine.World.Now.Nanoseconds;
        bench.Machine.StepUntil(() => bench.CompletionCount == 3);
        Assert.Equal(8192, bench.Machine.World.Now.Nanoseconds - begun);
        Assert.True(begun - stopped <= 4096);
    }

    [Fact]
    public void Many_stopped_transfers_do_not_make_the_next_one_faster()
    {
        var bench = new EngineBench(new BusTiming { BytesPerSecond = 1_000_000_000, BurstSetupNanoseconds = 0 });
        for (var i = 0; i < 5; i++)
        {
            bench.Start(toMemory: true, (0x1000, 4096));
            bench.Stop();
        }

        bench.Start(toMemory: true, (0x1000, 40_960));
        bench.Machine.StepUntil(() => bench.CompletionCount == 6);
        Assert.InRange(bench.Machine.World.Now.Nanoseconds, 40_960, long.MaxValue);
        Assert.Equal(10, bench.Grants.Count);
    }

    [Fact]
    public void A_stop_finds_nothing_before_the_start_and_after_the_end()
    {
        var bench = new EngineBench();
        bench.Stop();
        bench.Start(toMemory: false, (0x1000, 10));
        bench.Machine.Run();
        bench.Stop();
        bench.Machine.Run();
        Assert.Equal(new TransferComplete(10, false), Assert.Single(bench.Completions));
    }

    [Fact]
    public void Empty_segments_cost_no_grant_and_an_empty_transfer_completes()
    {
        var bench = new EngineBench();
        bench.Start(toMemory: true, (0x1000, 0), (0x1000, 3), (0x5000, 0));
        bench.Start(toMemory: true);
        bench.Machine.StepUntil(() => bench.Machine.World.Panic is not null || bench.CompletionCount > 0);
        Assert.Equal("engine", bench.Machine.World.Panic?.Actor);

        bench = new EngineBench();
        bench.Start(toMemory: true);
        bench.Machine.Run();
        bench.Start(toMemory: true, (0x1000, 0), (0x1000, 3), (0x5000, 0));
        bench.Machine.Run();
        Assert.Equal([new TransferComplete(0, false), new TransferComplete(3, false)], bench.Completions);
        Assert.Equal([3], bench.Grants);
    }

    [Fact]
    public void A_start_during_a_transfer_is_a_panic_that_names_who_started()
    {
        var bench = new EngineBench();
        bench.Start(toMemory: true, (0x1000, 10));
        bench.Start(toMemory: true, (0x1000, 10));
        Assert.Equal(RunStatus.Panicked, bench.Machine.World.Run(TestMachine.Bound));
        Assert.Contains("cpu started a transfer while one was under way", bench.Machine.World.Panic!.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_of_memory_gives_the_device_its_bytes_in_order_across_pages()
    {
        var bench = new EngineBench(new BusTiming { GrantBytes = 10_000 });
        var data = TestMachine.Pattern(20_000, 5);
        bench.Machine.Write(0x1F00, data);
        bench.Start(toMemory: false, (0x1F00 + 9_000, 11_000), (0x1F00, 9_000));
        bench.Machine.Run();
        Assert.Equal([10_000, 1_000, 9_000], bench.Grants);
        Assert.Equal([.. data[9_000..], .. data[..9_000]], bench.Taken);
    }

    [Fact]
    public void Where_no_memory_answers_reads_give_all_ones_writes_are_lost_and_both_are_reported()
    {
        var bench = new EngineBench(memoryBytes: 0x4000);
        bench.Machine.Write(0x3FF0, TestMachine.Pattern(16));
        bench.Start(toMemory: false, (0x3FF0, 32));
        bench.Machine.Run();
        bench.Start(toMemory: true, (0x3FF8, 16), (0x9000, 4));
        bench.Machine.Run();
        Assert.Equal([.. TestMachine.Pattern(16), .. Enumerable.Repeat((byte)0xFF, 16)], bench.Taken);
        Assert.Equal(bench.Data[..8], bench.Machine.Read(0x3FF8, 8));
        Assert.Equal([("engine", 0x3FF0UL, 32, false), ("engine", 0x3FF8UL, 16, true), ("engine", 0x9000UL, 4, true)], bench.Machine.Unanswered);
        Assert.Equal([32L, 20L], bench.Completions.Select(completion => completion.Bytes));
    }

    [Fact]
    public void The_places_of_a_transfer_are_in_the_trace_hash_in_either_direction()
    {
        static string HashOf(bool toMemory, ulong address, int length = 8)
        {
            var bench = new EngineBench { Data = new byte[8] };
            bench.Start(toMemory, (address, length), (address, 8 - length));
            bench.Machine.Run();
            return bench.Machine.World.Digest.ToString();
        }

        Assert.Equal(HashOf(false, 0x1000), HashOf(false, 0x1000));
        Assert.NotEqual(HashOf(false, 0x1000), HashOf(false, 0x1008));
        Assert.NotEqual(HashOf(true, 0x1000), HashOf(true, 0x1008));
        Assert.NotEqual(HashOf(false, 0x1000, 3), HashOf(false, 0x1000, 4));
    }

    [Fact]
    public void Random_transfers_move_exactly_their_bytes()
    {
        for (var seed = 1UL; seed <= 100; seed++)
        {
            var random = new Xoshiro(seed);
            var timing = new BusTiming { GrantBytes = 1 + random.Below(600), GrantHalves = random.Below(3) == 0, BridgeDepth = random.Below(5) };
            var bench = new EngineBench(timing, new WorldOptions { Timed = random.Below(2) == 0 }, new RandomStrategy(seed), memoryBytes: 0x4000);
            var memory = TestMachine.Pattern(0x4000, seed);
            bench.Machine.Write(0, memory);
            var taken = new List<byte>();
            for (var transfer = 0; transfer < 4; transfer++)
            {
                var toMemory = random.Below(2) == 0;
                var list = new (ulong Address, int Length)[random.Below(6)];
                for (var i = 0; i < list.Length; i++)
                    list[i] = ((ulong)random.Below(0x3000), random.Below(0x1000));
                var from = bench.Position;
                bench.Start(toMemory, list);
                bench.Machine.StepUntil(() => bench.CompletionCount == transfer + 1);
                foreach (var (address, length) in list)
                {
                    if (toMemory)
                        bench.Data.AsSpan(from, length).CopyTo(memory.AsSpan((int)address));
                    else
                        taken.AddRange(memory.AsSpan((int)address, length));
                    from += length;
                }

                Assert.Equal(list.Sum(piece => piece.Length), bench.Completions[^1].Bytes);
            }

            bench.Machine.Run();
            Assert.Equal(memory, bench.Machine.Read(0, memory.Length));
            Assert.Equal(taken, bench.Taken);
        }
    }
}
