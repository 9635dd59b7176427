using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Bus;

/// <summary>The way of a device's accesses to memory, on machines with an IOMMU and caches.</summary>
public sealed class MemoryPathTests
{
    private const ulong Dvma = Machines.Dvma;
    private const IommuAttributes Consistent = IommuAttributes.Writable;
    private const IommuAttributes Streaming = IommuAttributes.Writable | IommuAttributes.Streaming;

    // Nothing happens by itself for a second.
    private static readonly BusTiming Slow = new() { BridgeDrainNanoseconds = 1_000_000_000, GrantBytes = 16_384 };

    [Theory]
    [InlineData(Consistent)]
    [InlineData(Streaming)]
    public void A_transfer_over_pages_lands_in_their_frames_wherever_they_lie(IommuAttributes attributes)
    {
        var bench = Sparc(attributes, 0x8000, 0x2000, 0x6000);
        bench.Start(toMemory: true, (Dvma + 100, 20_000));
        bench.Machine.Run();
        Flush(bench);
        Assert.Equal(bench.Data[..8092], bench.Machine.Read(0x8064, 8092));
        Assert.Equal(bench.Data[8092..16_284], bench.Machine.Read(0x2000, 8192));
        Assert.Equal(bench.Data[16_284..20_000], bench.Machine.Read(0x6000, 3716));
        Assert.Equal(new byte[100], bench.Machine.Read(0x8000, 100));
        Assert.Equal(new byte[100], bench.Machine.Read(0x6000 + 3716, 100));
    }

    [Theory]
    [InlineData(Consistent)]
    [InlineData(Streaming)]
    public void A_device_takes_from_the_frames_in_the_order_of_its_addresses(IommuAttributes attributes)
    {
        var bench = Sparc(attributes, 0x8000, 0x2000);
        bench.Machine.Write(0x8000, TestMachine.Pattern(8192, seed: 2));
        bench.Machine.Write(0x2000, TestMachine.Pattern(8192, seed: 3));
        bench.Start(toMemory: false, (Dvma + 8000, 1000));
        bench.Machine.Run();
        Assert.Equal([.. TestMachine.Pattern(8192, seed: 2)[8000..], .. TestMachine.Pattern(8192, seed: 3)[..808]], bench.Taken);
    }

    [Fact]
    public void The_end_of_a_streaming_transfer_stays_in_the_cache_whatever_the_bridge_does()
    {
        var bench = Sparc(Streaming, 0x8000);
        bench.Start(toMemory: true, (Dvma, 4096));
        bench.Machine.Run();
        // 16 lines of 64 bytes are gathered, what came before them has given way.
        Assert.Equal([.. bench.Data[..3072], .. new byte[1024]], bench.Machine.Read(0x8000, 4096));
        Flush(bench);
        Assert.Equal(bench.Data[..4096], bench.Machine.Read(0x8000, 4096));
    }

    [Fact]
    public void A_consistent_transfer_passes_the_cache_by_and_waits_in_the_bridge()
    {
        var bench = Sparc(Consistent, 0x8000);
        bench.Start(toMemory: true, (Dvma, 4096));
        bench.Machine.StepUntil(() => bench.CompletionCount == 1);
        Assert.Equal(new byte[4096], bench.Machine.Read(0x8000, 4096));
        bench.Machine.Run();
        Assert.Equal(bench.Data[..4096], bench.Machine.Read(0x8000, 4096));
    }

    [Fact]
    public void A_write_to_a_page_that_is_not_mapped_goes_nowhere_and_is_reported()
    {
        var bench = Sparc(Consistent, 0x8000);
        bench.Start(toMemory: true, (Dvma + 8000, 1000));
        bench.Machine.Run();
        Assert.Equal([("engine", Dvma + 8192, 808, true, IommuFault.NotMapped)], bench.Machine.Faults);
        Assert.Equal(bench.Data[..192], bench.Machine.Read(0x8000 + 8000, 192));
        Assert.Equal(1000, bench.Position);
        Assert.Equal(1000, bench.Completions.Single().Bytes);
    }

    [Fact]
    public void A_read_from_a_page_that_is_not_mapped_gives_all_ones_and_is_reported()
    {
        var bench = Sparc(Streaming, 0x8000);
        bench.Start(toMemory: false, (Dvma + 8190, 4));
        bench.Machine.Run();
        Assert.Equal([0, 0, 0xFF, 0xFF], bench.Taken);
        Assert.Equal([("engine", Dvma + 8192, 2, false, IommuFault.NotMapped)], bench.Machine.Faults);
    }

    [Fact]
    public void A_write_to_a_page_mapped_for_reading_goes_nowhere()
    {
        var bench = Sparc(IommuAttributes.Streaming, 0x8000);
        bench.Start(toMemory: true, (Dvma, 64));
        bench.Machine.Run();
        Flush(bench);
        Assert.Equal(IommuFault.ReadOnly, bench.Machine.Faults.Single().Fault);
        Assert.Equal(new byte[64], bench.Machine.Read(0x8000, 64));
    }

    [Fact]
    public void A_bypass_address_is_physical_and_one_beyond_memory_is_answered_by_nobody()
    {
        var bench = Sparc(Consistent, 0x8000);
        bench.Start(toMemory: true, (0xFFFC_0000_0000_4000, 100), (0xFFFC_0000_8000_0000, 100));
        bench.Machine.Run();
        Assert.Equal(bench.Data[..100], bench.Machine.Read(0x4000, 100));
        Assert.Equal([("engine", 0x8000_0000UL, 100, true)], bench.Machine.Unanswered);
    }

    [Fact]
    public void What_stands_in_the_bridge_when_its_page_is_unmapped_reaches_the_old_frame()
    {
        var bench = Sparc(Consistent, 0x8000);
        bench.Start(toMemory: true, (Dvma, 100));
        bench.Machine.StepUntil(() => bench.CompletionCount == 1);
        bench.Machine.Bus.Iommu!.Unmap(new BusAddress(Dvma));
        bench.Machine.Run();
        Assert.Equal(bench.Data[..100], bench.Machine.Read(0x8000, 100));
        Assert.Empty(bench.Machine.Faults);
    }

    [Fact]
    public void An_unmap_between_two_grants_makes_the_second_a_fault()
    {
        var bench = new EngineBench(Slow with { GrantBytes = 64 }, bus: Machines.Sparc);
        bench.Machine.Bus.MapPages(Consistent, 0x8000);
        bench.Start(toMemory: true, (Dvma, 128));
        bench.StepUntilGrants(1);
        bench.Machine.Bus.Iommu!.Unmap(new BusAddress(Dvma));
        bench.Machine.Run();
        Assert.Equal([("engine", Dvma + 64, 64, true, IommuFault.NotMapped)], bench.Machine.Faults);
    }

    [Fact]
    public void A_register_read_pushes_the_bridge_and_not_the_streaming_cache()
    {
        foreach (var (attributes, arrived) in ((IommuAttributes, bool)[])[(Consistent, true), (Streaming, false)])
        {
            var machine = new TestMachine(Slow, bus: Machines.Sparc);
            machine.Bus.MapPages(attributes, 0x8000);
            Toy toy = null!;
            var device = machine.AddDevice("toy", wiring => toy = new Toy(wiring), new RamMedia(TestMachine.Pattern(100)));
            machine.WriteRegister(device, Toy.Go, 4, Dvma);
            machine.StepUntil(() => toy.Completions.Count == 1);
            machine.ReadRegister(device, Toy.Status, 4);
            Assert.Equal(arrived ? TestMachine.Pattern(100) : new byte[100], machine.Read(0x8000, 100));
        }
    }

    [Fact]
    public void Device_addresses_that_run_past_the_last_one_begin_again()
    {
        var bench = Sparc(Consistent, 0x8000);
        bench.Start(toMemory: false, (ulong.MaxValue - 1, 4));
        bench.Machine.Run();
        Assert.Equal([(ulong.MaxValue - 1, 2), (0UL, 2)], bench.Machine.Faults.Select(fault => (fault.Address, fault.Length)));
    }

    [Fact]
    public void A_device_sees_memory_and_not_the_processors_cache()
    {
        var bench = new EngineBench(bus: Machines.Noncoherent);
        bench.Machine.OnCpu(cpu => bench.Machine.Bus.ProcessorWrite(cpu, new PhysicalAddress(0x1000), [1, 2, 3, 4]));
        bench.Machine.Run();
        bench.Start(toMemory: false, (0x1000, 4));
        bench.Machine.Run();
        Assert.Equal(new byte[4], bench.Taken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_processors_cache_may_write_back_over_what_a_device_has_written(int chosen)
    {
        var strategy = new FixedValue(chosen);
        var bench = new EngineBench(Slow with { BridgeDepth = 0, GrantBytes = 32 }, strategy: strategy, bus: Machines.Noncoherent);
        bench.Machine.OnCpu(cpu => bench.Machine.Bus.ProcessorWrite(cpu, new PhysicalAddress(0x1000), [.. Enumerable.Repeat((byte)0, 64)]));
        bench.Machine.Run();
        bench.Machine.OnCpu(_ => bench.Machine.Bus.CpuCache!.WriteBackAll());
        bench.Start(toMemory: true, (0x1000, 32));
        bench.Machine.Run();
        Assert.Equal(0, strategy.Asked);

        // Dirty again, and the device writes on into the other half of the line.
        bench.Machine.OnCpu(cpu => bench.Machine.Bus.ProcessorWrite(cpu, new PhysicalAddress(0x1020), [0]));
        bench.Start(toMemory: true, (0x1020, 32));
        bench.Machine.Run();
        Assert.Equal(1, strategy.Asked);
        Assert.Equal(chosen == 1 ? new byte[32] : bench.Data[..32], bench.Machine.Read(0x1000, 32));
        Assert.Equal(bench.Data[32..64], bench.Machine.Read(0x1020, 32));
    }

    [Fact]
    public void A_processors_copy_reads_and_writes_its_cache()
    {
        var machine = new TestMachine(bus: Machines.Noncoherent);
        machine.OnCpu(cpu =>
        {
            machine.Bus.ProcessorWrite(cpu, new PhysicalAddress(0x1000), [1, 2, 3, 4]);
            machine.Bus.ProcessorCopy(cpu, new PhysicalAddress(0x1000), new PhysicalAddress(0x2000), 4);
        });
        machine.Run();
        var seen = new byte[4];
        machine.Bus.Processor.Read(new PhysicalAddress(0x2000), seen);
        Assert.Equal([1, 2, 3, 4], seen);
        Assert.Equal(new byte[4], machine.Read(0x2000, 4));
    }

    [Fact]
    public void A_kernel_object_is_read_and_written_through_the_cache()
    {
        var machine = new TestMachine(bus: Machines.Noncoherent);
        var kernel = new MemoryObject(machine.Bus.Processor, new FrameAllocator(1 << 20, PageSize.FourKiB, FramePolicy.Contiguous, 1, 0));
        Assert.True(kernel.TryAllocate(100));
        kernel.Write(0, [1, 2, 3]);
        Assert.Equal(new byte[3], machine.Read(kernel.AddressOf(0).Value, 3));
        Assert.Equal(-1, kernel.FirstDifference(0, [1, 2, 3]));
    }

    [Fact]
    public void A_reset_leaves_nothing_in_memory_caches_and_translation()
    {
        var bench = Sparc(Streaming, 0x8000);
        bench.Start(toMemory: true, (Dvma, 4096));
        bench.Machine.Run();
        bench.Machine.Bus.Reset();
        Flush(bench);
        Assert.Equal(0, bench.Machine.Memory.TouchedGranules);
        Assert.Equal(0, bench.Machine.Bus.Iommu!.MappedPages);

        var noncoherent = Machines.Noncoherent(new PhysicalMemory(1 << 20), Slow);
        noncoherent.Processor.Write(default, [1]);
        noncoherent.Reset();
        Assert.Equal(-1, noncoherent.Processor.FirstDifference(default, [0]));
    }

    /// <summary>The first of the steps, and always the same value.</summary>
    private sealed class FixedValue(int value) : IStrategy
    {
        public int Asked { get; private set; }

        public string Description => "fixed";

        public void Begin()
        {
        }

        public int NextStep(ReadOnlySpan<StepId> enabled) => 0;

        public int NextValue(ChoicePoint point, int options, int defaultOption)
        {
            Asked++;
            return value;
        }
    }

    private static EngineBench Sparc(IommuAttributes attributes, params ulong[] frames)
    {
        var bench = new EngineBench(Slow, bus: Machines.Sparc);
        bench.Machine.Bus.MapPages(attributes, frames);
        return bench;
    }

    private static void Flush(EngineBench bench)
    {
        bench.Machine.Bus.Iommu!.Streaming!.FlushContext(0);
        bench.Machine.Bus.Iommu.Streaming.CompleteFlush();
    }
}
