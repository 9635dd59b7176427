using DmaActors.Hardware.Tests.Machine;

namespace DmaActors.Hardware.Tests.Bus;

/// <summary>What a sync asks of the hardware, on each kind of machine.</summary>
public sealed class CacheControlTests
{
    private const ulong Dvma = Machines.Dvma;

    private static readonly BusTiming Slow = new() { BridgeDrainNanoseconds = 1_000_000_000 };

    [Fact]
    public void A_coherent_machine_needs_none()
    {
        var machine = new TestMachine(Slow);
        var control = new CacheControl(machine.Bus);
        var path = new MemoryPath(machine.Bus);
        var range = new DmaRange(new BusAddress(0x1000), new PhysicalAddress(0x1000), 64);
        Assert.False(control.IsNeeded);
        machine.OnCpu(cpu =>
        {
            path.Write(cpu, new BusAddress(0x1000), 64, new RamPort(TestMachine.Pattern(64)));
            control.ForDevice(range);
            Assert.True(control.ForCpu(cpu, path, range));
            control.CompleteForCpu(range);
            // What a sync does not do on a PC: push a device's writes through the bridge.
            Assert.True(path.HoldsWrites);
        });
        machine.Run();
    }

    [Fact]
    public void A_device_sees_after_a_sync_what_the_processor_wrote()
    {
        var machine = new TestMachine(bus: Machines.Noncoherent);
        var control = new CacheControl(machine.Bus);
        machine.Bus.Processor.Write(new PhysicalAddress(0x1000), [1, 2, 3, 4]);
        Assert.True(control.IsNeeded);
        control.ForDevice(new DmaRange(new BusAddress(0x1000), new PhysicalAddress(0x1000), 4));
        Assert.Equal([1, 2, 3, 4], machine.Read(0x1000, 4));
    }

    [Fact]
    public void A_processor_sees_after_a_sync_what_the_device_wrote()
    {
        var (machine, control, path) = Machine(Machines.Noncoherent);
        Seen(machine, 0x1000, 256);
        machine.Write(0x1000, TestMachine.Pattern(256));
        Assert.Equal(new byte[256], Seen(machine, 0x1000, 256));
        machine.OnCpu(cpu => Assert.True(control.ForCpu(cpu, path, new DmaRange(new BusAddress(0x1040), new PhysicalAddress(0x1040), 128))));
        machine.Run();
        Assert.Equal([.. new byte[64], .. TestMachine.Pattern(256)[64..192], .. new byte[64]], Seen(machine, 0x1000, 256));
    }

    [Fact]
    public void The_lines_at_both_ends_of_a_buffer_save_the_neighbours_and_lose_the_device_s_bytes()
    {
        var (machine, control, path) = Machine(Machines.Noncoherent);
        // A buffer from 0x1020 to 0x10E0, and neighbours that the processor writes during the transfer.
        machine.Bus.Processor.Write(new PhysicalAddress(0x101F), [1]);
        machine.Bus.Processor.Write(new PhysicalAddress(0x10E0), [2]);
        machine.Write(0x1020, TestMachine.Pattern(0xC0));
        machine.OnCpu(cpu => control.ForCpu(cpu, path, new DmaRange(new BusAddress(0x1020), new PhysicalAddress(0x1020), 0xC0)));
        machine.Run();
        byte[] expected = [.. new byte[0x1F], 1, .. new byte[0x20], .. TestMachine.Pattern(0xC0)[0x20..0xA0], .. new byte[0x20], 2, .. new byte[0x1F]];
        Assert.Equal(expected, Seen(machine, 0x1000, 0x100));
        Assert.Equal(expected, machine.Read(0x1000, 0x100));
    }

    [Fact]
    public void Neighbours_that_nobody_writes_do_no_harm()
    {
        var (machine, control, path) = Machine(Machines.Noncoherent);
        Seen(machine, 0x1000, 0x100);
        machine.Write(0x1020, TestMachine.Pattern(0xC0));
        machine.OnCpu(cpu => control.ForCpu(cpu, path, new DmaRange(new BusAddress(0x1020), new PhysicalAddress(0x1020), 0xC0)));
        machine.Run();
        Assert.Equal([.. new byte[0x20], .. TestMachine.Pattern(0xC0), .. new byte[0x20]], Seen(machine, 0x1000, 0x100));
    }

    [Fact]
    public void An_empty_range_means_nothing()
    {
        var (machine, control, path) = Machine(Machines.Noncoherent);
        machine.Bus.Processor.Write(new PhysicalAddress(0x1020), [1]);
        machine.OnCpu(cpu => Assert.True(control.ForCpu(cpu, path, new DmaRange(new BusAddress(0x1020), new PhysicalAddress(0x1020), 0))));
        machine.Run();
        control.ForDevice(new DmaRange(new BusAddress(0x1020), new PhysicalAddress(0x1020), 0));
        Assert.Equal((1, 0), (Seen(machine, 0x1020, 1)[0], machine.Read(0x1020, 1)[0]));
    }

    [Fact]
    public void What_a_device_streamed_is_in_memory_when_the_flush_has_completed()
    {
        var (machine, control, path) = Machine(Machines.Sparc);
        machine.Bus.MapPages(IommuAttributes.Writable | IommuAttributes.Streaming, 0x8000);
        machine.OnCpu(cpu =>
        {
            path.Write(cpu, new BusAddress(Dvma), 64, new RamPort(TestMachine.Pattern(64)));
            Assert.False(control.ForCpu(cpu, path, Page));
            Assert.Equal(new byte[64], machine.Read(0x8000, 64));
            control.CompleteForCpu(Page);
            Assert.Equal(TestMachine.Pattern(64), machine.Read(0x8000, 64));
            Assert.True(control.ForCpu(cpu, path, Page));
        });
        machine.Run();
    }

    [Fact]
    public void What_a_device_wrote_to_a_consistent_page_is_in_memory_at_once()
    {
        var (machine, control, path) = Machine(Machines.Sparc);
        machine.Bus.MapPages(IommuAttributes.Writable, 0x8000);
        machine.OnCpu(cpu =>
        {
            path.Write(cpu, new BusAddress(Dvma), 64, new RamPort(TestMachine.Pattern(64)));
            Assert.Equal(new byte[64], machine.Read(0x8000, 64));
            Assert.True(control.ForCpu(cpu, path, Page));
            Assert.Equal(TestMachine.Pattern(64), machine.Read(0x8000, 64));
        });
        machine.Run();
    }

    [Fact]
    public void A_flag_asked_for_after_a_sync_is_written_when_the_sync_completes()
    {
        var (machine, control, path) = Machine(Machines.Sparc);
        machine.Bus.MapPages(IommuAttributes.Writable | IommuAttributes.Streaming, 0x8000);
        machine.OnCpu(cpu =>
        {
            path.Write(cpu, new BusAddress(Dvma), 64, new RamPort(TestMachine.Pattern(64)));
            control.ForCpu(cpu, path, Page);
            machine.Bus.Iommu!.Streaming!.RequestFlag(new PhysicalAddress(0x3000));
            Assert.Equal(0, machine.Read(0x3000, 1)[0]);
            control.CompleteForCpu(Page);
            Assert.Equal(1, machine.Read(0x3000, 1)[0]);
        });
        machine.Run();
    }

    [Fact]
    public void With_caches_on_both_sides_the_processors_forgets_when_the_devices_has_been_flushed()
    {
        var (machine, control, path) = Machine((memory, timing) =>
        {
            var space = new DvmaSpace { Base = new BusAddress(Dvma), Pages = 16 };
            return new SystemBus(memory, timing, new CpuCache(memory, CacheGeometry.Default), new IommuUnit(space, new StreamingCache(memory, space.PageSize)));
        });
        machine.Bus.MapPages(IommuAttributes.Writable | IommuAttributes.Streaming, 0x8000);
        machine.OnCpu(cpu =>
        {
            path.Write(cpu, new BusAddress(Dvma), 64, new RamPort(TestMachine.Pattern(64)));
            Assert.False(control.ForCpu(cpu, path, Page));
            // Somebody looks while the lines are on their way, and has the old bytes in the cache.
            Assert.Equal(new byte[64], Seen(machine, 0x8000, 64));
            control.CompleteForCpu(Page);
            Assert.Equal(TestMachine.Pattern(64), Seen(machine, 0x8000, 64));
        });
        machine.Run();
    }

    [Fact]
    public void A_streaming_device_reads_old_data_until_a_sync_for_it()
    {
        var (machine, control, path) = Machine(Machines.Sparc);
        machine.Bus.MapPages(IommuAttributes.Streaming, 0x8000);
        machine.OnCpu(cpu =>
        {
            var port = new RamPort(new byte[64]);
            path.Read(cpu, new BusAddress(Dvma), 64, port);
            machine.Bus.ProcessorWrite(cpu, new PhysicalAddress(0x8000), TestMachine.Pattern(64));
            path.Read(cpu, new BusAddress(Dvma), 64, port);
            Assert.Equal(new byte[64], port.Bytes);
            control.ForDevice(Page);
            path.Read(cpu, new BusAddress(Dvma), 64, port);
            Assert.Equal(TestMachine.Pattern(64), port.Bytes);
        });
        machine.Run();
    }

    private static DmaRange Page { get; } = new(new BusAddress(Dvma), new PhysicalAddress(0x8000), 8192);

    private static (TestMachine Machine, CacheControl Control, MemoryPath Path) Machine(Func<PhysicalMemory, BusTiming, SystemBus> bus)
    {
        var machine = new TestMachine(Slow, bus: bus);
        return (machine, new CacheControl(machine.Bus), new MemoryPath(machine.Bus));
    }

    private static byte[] Seen(TestMachine machine, ulong at, int length)
    {
        var bytes = new byte[length];
        machine.Bus.Processor.Read(new PhysicalAddress(at), bytes);
        return bytes;
    }

    /// <summary>A device's side that is an array.</summary>
    private sealed class RamPort(byte[] bytes) : IDataPort
    {
        private int position;

        public byte[] Bytes { get; } = bytes;

        public void Supply(Span<byte> destination) => Next(destination.Length).CopyTo(destination);

        public void Accept(ReadOnlySpan<byte> source) => source.CopyTo(Next(source.Length));

        private Span<byte> Next(int length)
        {
            position %= Bytes.Length;
            var next = Bytes.AsSpan(position, length);
            position += length;
            return next;
        }
    }
}
