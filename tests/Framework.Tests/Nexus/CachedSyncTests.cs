using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Hardware.Caches;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Nexus;

/// <summary>ddi_dma_sync, and the syncs of bind and unbind, where nobody snoops the processor's cache: to the byte.</summary>
public sealed class CachedSyncTests
{
    private const int Length = 256;
    private const byte Old = 0;
    private const byte New = 7;

    private static readonly CacheGeometry Cache = new(lineBytes: 32, lines: 512, ways: 4);

    [Theory]
    [InlineData(64, 64, 64, 128)]
    [InlineData(65, 1, 64, 96)]
    [InlineData(95, 2, 64, 128)]
    [InlineData(0, 0, 0, 256)]
    [InlineData(0, 32, 0, 32)]
    [InlineData(224, 32, 224, 256)]
    public void For_the_device_the_lines_of_the_range_reach_memory_and_no_others(ulong offset, ulong length, int from, int to) => Run(DmaFlags.RdWr, async (bench, handle, memory) =>
    {
        memory.Write(0, Filled(New));
        Assert.Equal(Filled(Old), InMemory(bench, memory));
        Assert.Equal(DdiResult.Success, await Sync(bench, handle, offset, length, DmaSyncType.ForDev));
        Assert.Equal(Filled(Old, New, from, to), InMemory(bench, memory));
    });

    [Theory]
    [InlineData(64, 64, DmaSyncType.ForCpu, 64, 128)]
    [InlineData(65, 1, DmaSyncType.ForKernel, 64, 96)]
    [InlineData(95, 2, DmaSyncType.ForCpu, 64, 128)]
    [InlineData(0, 0, DmaSyncType.ForKernel, 0, 256)]
    public void For_the_processor_the_lines_of_the_range_are_read_again_and_no_others(ulong offset, ulong length, DmaSyncType type, int from, int to) => Run(DmaFlags.RdWr, async (bench, handle, memory) =>
    {
        Assert.Equal(Filled(Old), Seen(memory));
        bench.Bus.Memory.Write(memory.Object.AddressOf(0), Filled(New));
        Assert.Equal(Filled(Old), Seen(memory));
        Assert.Equal(DdiResult.Success, await Sync(bench, handle, offset, length, type));
        Assert.Equal(Filled(Old, New, from, to), Seen(memory));
    });

    [Theory]
    [InlineData(DmaFlags.RdWr, 0, 257, DmaSyncType.ForDev)]
    [InlineData(DmaFlags.RdWr, 1, 0, DmaSyncType.ForCpu)]
    [InlineData(DmaFlags.RdWr, 256, 1, DmaSyncType.ForCpu)]
    [InlineData(DmaFlags.RdWr, 0, 0, (DmaSyncType)3)]
    [InlineData(DmaFlags.Read, 0, 0, DmaSyncType.ForDev)]
    [InlineData(DmaFlags.Write, 0, 0, DmaSyncType.ForCpu)]
    [InlineData(DmaFlags.Write, 0, 0, DmaSyncType.ForKernel)]
    public void Outside_the_range_and_in_a_direction_that_is_not_bound_it_fails_and_does_nothing(DmaFlags flags, ulong offset, ulong length, DmaSyncType type) => Run(flags, async (bench, handle, memory) =>
    {
        memory.Write(0, Filled(New));
        Assert.Equal(DdiResult.Failure, await Sync(bench, handle, offset, length, type));
        Assert.Equal(Filled(Old), InMemory(bench, memory));
        Assert.Equal(Filled(New), Seen(memory));
    });

    [Theory]
    [InlineData(DmaFlags.Read)]
    [InlineData(DmaFlags.Write)]
    public void A_bind_leaves_nothing_dirty_whatever_the_direction(DmaFlags flags) => Run(flags, New, (bench, _, memory) =>
    {
        Assert.Equal(Filled(New), InMemory(bench, memory));
        Assert.Equal(0, bench.Bus.CpuCache!.DirtyLines);
        return DdiTask.Completed;
    });

    [Theory]
    [InlineData(DmaFlags.Read, New)]
    [InlineData(DmaFlags.Write, Old)]
    public void An_unbind_forgets_what_the_device_may_have_written_and_nothing_else(DmaFlags flags, byte expected) => Run(flags, async (bench, handle, memory) =>
    {
        Assert.Equal(Filled(Old), Seen(memory));
        bench.Bus.Memory.Write(memory.Object.AddressOf(0), Filled(New));
        await bench.Driver.Dma.UnbindHandle(handle);
        Assert.Equal(Filled(expected), Seen(memory));
    });

    private static void Run(DmaFlags flags, Func<Bench, DmaHandle, KernelMemory, DdiTask> test) => Run(flags, Old, test);

    private static void Run(DmaFlags flags, byte before, Func<Bench, DmaHandle, KernelMemory, DdiTask> test)
    {
        var bench = Bench.Random(1, new(), cpuCache: Cache);
        bench.Run(async () =>
        {
            var memory = bench.Driver.Ddi.KmemAlloc(Length)!;
            memory.Write(0, Filled(before));
            var handle = await bench.Driver.Handle();
            var bind = await bench.Driver.Dma.AddrBindHandle(handle, memory, Length, flags, DmaCallback.DontWait);
            Assert.Equal(DmaBind.Mapped, bind.Status);
            await test(bench, handle, memory);
        });
    }

    private static async DdiTask<DdiResult> Sync(Bench bench, DmaHandle handle, ulong offset, ulong length, DmaSyncType type) =>
        (await bench.Driver.Dma.Sync(handle, offset, length, type)).Status;

    private static byte[] InMemory(Bench bench, KernelMemory memory)
    {
        var bytes = new byte[Length];
        bench.Bus.Memory.Read(memory.Object.AddressOf(0), bytes);
        return bytes;
    }

    private static byte[] Seen(KernelMemory memory)
    {
        var bytes = new byte[Length];
        memory.Read(0, bytes);
        return bytes;
    }

    private static byte[] Filled(byte value) => Filled(value, value, 0, 0);

    private static byte[] Filled(byte value, byte other, int from, int to)
    {
        var bytes = new byte[Length];
        bytes.AsSpan().Fill(value);
        bytes.AsSpan(from, to - from).Fill(other);
        return bytes;
    }
}
