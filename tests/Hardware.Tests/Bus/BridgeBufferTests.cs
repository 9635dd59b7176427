using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Bus;

/// <summary>The write buffer between a device and memory.</summary>
public sealed class BridgeBufferTests
{
    // Nothing happens by itself for a second.
    private static readonly BusTiming Slow = new() { BridgeDrainNanoseconds = 1_000_000_000 };

    [Fact]
    public void What_a_device_wrote_is_not_in_memory_when_its_transfer_completes()
    {
        var bench = new EngineBench(Slow);
        bench.Start(toMemory: true, (0x1000, 4096));
        bench.Machine.StepUntil(() => bench.CompletionCount == 1);
        Assert.Equal(new byte[4096], bench.Machine.Read(0x1000, 4096));
        bench.Machine.Run();
        Assert.Equal(bench.Data[..4096], bench.Machine.Read(0x1000, 4096));
    }

    [Fact]
    public void A_bridge_without_depth_holds_nothing()
    {
        var bench = new EngineBench(Slow with { BridgeDepth = 0 });
        bench.Start(toMemory: true, (0x1000, 8192));
        bench.StepUntilGrants(1);
        Assert.Equal(bench.Data[..4096], bench.Machine.Read(0x1000, 4096));
        bench.Machine.Run();
        Assert.True(bench.Machine.World.Now.Nanoseconds < 1_000_000_000);
    }

    [Fact]
    public void A_full_bridge_writes_its_oldest_to_memory()
    {
        var bench = new EngineBench(Slow with { BridgeDepth = 2, GrantBytes = 16 });
        bench.Start(toMemory: true, (0x1000, 64));
        for (var grants = 1; grants <= 4; grants++)
        {
            bench.StepUntilGrants(grants);
            var arrived = Math.Max(0, grants - 2) * 16;
            Assert.Equal([.. bench.Data[..arrived], .. new byte[64 - arrived]], bench.Machine.Read(0x1000, 64));
        }
    }

    [Fact]
    public void Writes_reach_memory_in_the_order_in_which_they_were_made()
    {
        var bench = new EngineBench(Slow with { BridgeDepth = 3, GrantBytes = 8 });
        bench.Start(toMemory: true, (0x1000, 16), (0x1004, 16), (0x1000, 8));
        bench.Machine.Run();
        var expected = new byte[24];
        bench.Data.AsSpan(0, 16).CopyTo(expected);
        bench.Data.AsSpan(16, 16).CopyTo(expected.AsSpan(4));
        bench.Data.AsSpan(32, 8).CopyTo(expected);
        Assert.Equal(expected, bench.Machine.Read(0x1000, 24));
    }

    [Fact]
    public void An_idle_bridge_drains_after_its_time()
    {
        var bench = new EngineBench(new BusTiming { BridgeDrainNanoseconds = 2_000 });
        bench.Start(toMemory: true, (0x1000, 64));
        bench.StepUntilGrants(1);
        var written = bench.Machine.World.Now.Nanoseconds;
        bench.Machine.StepUntil(() => bench.Machine.Read(0x1000, 64).AsSpan().SequenceEqual(bench.Data.AsSpan(0, 64)));
        Assert.Equal(2_000, bench.Machine.World.Now.Nanoseconds - written);
    }

    [Fact]
    public void Every_write_begins_the_idle_time_anew()
    {
        // A grant of 1,000 bytes takes 1,000 ns, the bridge's patience is 1,500.
        var timing = new BusTiming { BridgeDrainNanoseconds = 1_500, GrantBytes = 1_000, BurstSetupNanoseconds = 0, BytesPerSecond = 1_000_000_000, BridgeDepth = 9 };
        var bench = new EngineBench(timing);
        bench.Start(toMemory: true, (0x1000, 4_000));
        bench.Machine.StepUntil(() => bench.Machine.Memory.TouchedGranules > 0);
        Assert.Equal(4_000 + 1_500, bench.Machine.World.Now.Nanoseconds);
        Assert.Equal(bench.Data[..4_000], bench.Machine.Read(0x1000, 4_000));
    }

    [Fact]
    public void A_devices_read_of_memory_pushes_its_own_writes()
    {
        var bench = new EngineBench(Slow);
        bench.Start(toMemory: true, (0x1000, 512));
        bench.Machine.StepUntil(() => bench.CompletionCount == 1);
        bench.Start(toMemory: false, (0x1100, 512));
        bench.Machine.StepUntil(() => bench.CompletionCount == 2);
        Assert.Equal([.. bench.Data[256..512], .. new byte[256]], bench.Taken);
    }

    [Fact]
    public void A_register_read_pushes_the_writes_before_its_answer()
    {
        var (machine, device) = ToyWithDataInItsBridge(InterruptTrigger.Level);
        machine.ReadRegister(device, Toy.Status, 4);
        Assert.Equal(TestMachine.Pattern(100), machine.Read(0x1000, 100));
        Assert.True(machine.World.Now.Nanoseconds < 1_000_000);
        machine.Run();
        Assert.True(machine.World.Now.Nanoseconds < 1_000_000, "What was pushed must not be drained once more.");
    }

    [Fact]
    public void A_wired_interrupt_overtakes_the_data()
    {
        var (machine, device) = ToyWithDataInItsBridge(InterruptTrigger.Level);
        machine.World.Tell(machine.ControllerRef, new AddHandler(5, 1, machine.CpuRef, 0));
        machine.WriteRegister(device, Toy.LineLevel, 1, 1);
        machine.StepUntil(() => machine.Cpu.All<Interrupt>().Any());
        Assert.Equal(new byte[100], machine.Read(0x1000, 100));
    }

    [Fact]
    public void A_message_signalled_interrupt_travels_behind_the_data()
    {
        var (machine, device) = ToyWithDataInItsBridge(InterruptTrigger.Message);
        machine.World.Tell(machine.ControllerRef, new AddHandler(5, 1, machine.CpuRef, 0));
        machine.WriteRegister(device, Toy.LineLevel, 1, 1);
        machine.StepUntil(() => machine.Cpu.All<Interrupt>().Any());
        Assert.Equal(TestMachine.Pattern(100), machine.Read(0x1000, 100));
    }

    [Fact]
    public void When_nothing_has_a_time_the_drain_falls_before_and_after_the_completion_and_between_grants()
    {
        var seen = new HashSet<int>();
        for (var seed = 1UL; seed <= 100; seed++)
        {
            var bench = new EngineBench(new BusTiming { GrantHalves = true }, new WorldOptions { Timed = false }, new RandomStrategy(seed));
            bench.Start(toMemory: true, (0x1000, 100));
            bench.Machine.StepUntil(() => bench.CompletionCount == 1);
            seen.Add(bench.Machine.Read(0x1000, 100).Count(value => value != 0));
        }

        // The chance that 100 runs miss one of the three is below 3 * (5/6)^100, about 10^-8, if each has at least one chance in six.
        Assert.Equal([0, 50, 100], seen.Order());
    }

    [Fact]
    public void An_idle_device_owns_no_buffers_and_the_bus_lends_the_same_ones_again()
    {
        var memory = new PhysicalMemory(1 << 20);
        var bus = new SystemBus(memory, Slow);
        ActorContext context = null!;
        var world = new World();
        var actor = new Probe { Reaction = (own, _) => context = own };
        world.Tell(world.Spawn("device", actor), new StopTransfer());
        world.Run();

        var bridges = Enumerable.Range(0, 1_000).Select(_ => new BridgeBuffer(bus)).ToArray();
        Use(bridges[0]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var bridge in bridges)
            Use(bridge);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Use(BridgeBuffer bridge)
        {
            for (var i = 0; i < 4; i++)
                bridge.Post(context, new PhysicalAddress(0x1000), 4096).Fill(1);
            bridge.Drain(context);
        }
    }

    private static (TestMachine Machine, ActorRef Device) ToyWithDataInItsBridge(InterruptTrigger trigger)
    {
        var machine = new TestMachine(Slow);
        Toy toy = null!;
        var device = machine.AddDevice("toy", wiring => toy = new Toy(wiring), new RamMedia(TestMachine.Pattern(100)), trigger: trigger);
        machine.WriteRegister(device, Toy.Go, 4, 0x1000);
        machine.StepUntil(() => toy.Completions.Count == 1);
        Assert.Equal(new byte[100], machine.Read(0x1000, 100));
        return (machine, device);
    }
}
