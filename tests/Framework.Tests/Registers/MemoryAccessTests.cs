using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Registers;

public sealed class MemoryAccessTests
{
    [Theory]
    [InlineData(DeviceEndian.NeverSwap, "1122434485868788")]
    [InlineData(DeviceEndian.StructureLittle, "1122434485868788")]
    [InlineData(DeviceEndian.StructureBig, "1122444388878685")]
    public void Each_width_is_stored_in_the_order_of_the_device_and_read_back_as_it_was(DeviceEndian endian, string bytes) => Run(endian, async (bench, memory) =>
    {
        var acc = memory.Handle!;
        acc.Put8(0, 0x11);
        acc.Put8(1, 0x22);
        acc.Put16(2, 0x4443);
        acc.Put32(4, 0x8887_8685);
        Assert.Equal((0x11, 0x4443, 0x8887_8685u), (await acc.Get8(0), await acc.Get16(2), await acc.Get32(4)));
        var stored = new byte[8];
        memory.Memory!.Read(0, stored);
        Assert.Equal(bytes, Convert.ToHexString(stored));
        acc.Put64(8, 0x0102_0304_0506_0708);
        Assert.Equal(0x0102_0304_0506_0708UL, await acc.Get64(8));
        memory.Memory.Read(8, stored);
        Assert.Equal(endian == DeviceEndian.StructureBig ? "0102030405060708" : "0807060504030201", Convert.ToHexString(stored));
    });

    [Fact]
    public void The_rep_functions_go_on_or_stay() => Run(DeviceEndian.NeverSwap, async (_, memory) =>
    {
        var acc = memory.Handle!;
        acc.RepPut8(0, [1, 2, 3], RepAddress.AutoIncrement);
        acc.RepPut8(3, [7, 8, 4], RepAddress.Same);
        acc.RepPut16(4, [0x0605, 0x0807], RepAddress.AutoIncrement);
        acc.RepPut32(8, [0x0C0B_0A09, 0x100F_0E0D], RepAddress.AutoIncrement);
        acc.RepPut64(16, [0x1817_1615_1413_1211, 0x201F_1E1D_1C1B_1A19], RepAddress.AutoIncrement);
        var (bytes, halves, words, longs) = (new byte[32], new ushort[16], new uint[8], new ulong[4]);
        await acc.RepGet8(0, bytes, RepAddress.AutoIncrement);
        Assert.Equal(Enumerable.Range(1, 32).Select(value => (byte)value), bytes);
        await acc.RepGet16(0, halves, RepAddress.AutoIncrement);
        Assert.Equal((0x0201, 0x201F), (halves[0], halves[15]));
        await acc.RepGet32(0, words, RepAddress.AutoIncrement);
        Assert.Equal((0x0403_0201u, 0x201F_1E1Du), (words[0], words[7]));
        await acc.RepGet64(0, longs, RepAddress.AutoIncrement);
        Assert.Equal((0x0807_0605_0403_0201UL, 0x201F_1E1D_1C1B_1A19UL), (longs[0], longs[3]));
        await acc.RepGet8(5, bytes, RepAddress.Same);
        Assert.All(bytes, value => Assert.Equal(6, value));
    });

    [Fact]
    public void While_a_device_has_the_memory_a_get_is_a_step_and_otherwise_it_is_none()
    {
        var bench = Bench.Tame();
        var (free, bound, again) = (0L, 0L, 0L);
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle();
            var memory = await Alloc(bench, handle, DeviceEndian.NeverSwap);
            free = await StepsOfGet(bench, memory.Handle!);
            await bench.Driver.Dma.AddrBindHandle(handle, memory.Memory!, 64, DmaFlags.RdWr, DmaCallback.DontWait);
            bound = await StepsOfGet(bench, memory.Handle!);
            await bench.Driver.Dma.UnbindHandle(handle);
            again = await StepsOfGet(bench, memory.Handle!);
        });

        Assert.Equal((0, 2, 0), (free, bound, again));
    }

    [Fact]
    public void In_every_schedule_a_poll_sees_what_another_has_written_meanwhile_or_before()
    {
        var seen = new SortedSet<int>();
        Bench.InEverySchedule(bench =>
        {
            DmaMemResult memory = default;
            bench.Run(async () =>
            {
                var handle = await bench.Driver.Handle();
                memory = await Alloc(bench, handle, DeviceEndian.NeverSwap);
                memory.Handle!.Put8(0, 0);
                await bench.Driver.Dma.AddrBindHandle(handle, memory.Memory!, 64, DmaFlags.RdWr, DmaCallback.DontWait);
            });
            bench.Start(async () => seen.Add((10 * await memory.Handle!.Get8(0)) + await memory.Handle.Get8(0)));
            bench.Start(() =>
            {
                memory.Memory!.Write(0, [1]);
                return DdiTask.Completed;
            });
            bench.Run();
        });

        Assert.Equal([0, 1, 11], seen);
    }

    [Theory]
    [InlineData(60, 0x1111_1111, 0)]
    [InlineData(61, 0xCE11_1111, 2)]
    [InlineData(62, 0xFACE_1111, 2)]
    [InlineData(64, 0xFEED_FACE, 1)]
    [InlineData(2, 0x1111_1111, 1)]
    [InlineData(-4, 0xFEED_FACE, 1)]
    public void An_access_across_the_end_or_off_its_width_is_a_finding_and_sees_what_the_debugging_allocator_leaves_there(int offset, uint value, int findings)
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var acc = (await Alloc(bench, await bench.Driver.Handle(), DeviceEndian.NeverSwap)).Handle!;
            acc.RepPut32(0, [.. Enumerable.Repeat(0x1111_1111u, 16)], RepAddress.AutoIncrement);
            Assert.Equal(value, await acc.Get32(offset));
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Equal(Enumerable.Repeat("DMA008", findings), bench.Findings);
    }

    [Fact]
    public void A_get_that_is_on_its_way_when_the_memory_is_freed_sees_freed_memory()
    {
        var seen = new SortedSet<uint>();
        Bench.InEverySchedule(bench =>
        {
            DmaMemResult memory = default;
            bench.Run(async () =>
            {
                var handle = await bench.Driver.Handle();
                memory = await Alloc(bench, handle, DeviceEndian.NeverSwap);
                memory.Handle!.Put32(0, 1);
                await bench.Driver.Dma.AddrBindHandle(handle, memory.Memory!, 64, DmaFlags.RdWr, DmaCallback.DontWait);
            });
            bench.Start(async () => seen.Add(await memory.Handle!.Get32(0)));
            bench.Start(async () => await bench.Driver.Dma.MemFree(memory.Handle!));
            bench.Run();
        });

        Assert.Equal([1u, 0xDEAD_BEEF], seen);
    }

    private static async DdiTask<long> StepsOfGet(Bench bench, AccessHandle acc)
    {
        var before = bench.World.Steps;
        await acc.Get32(0);
        return bench.World.Steps - before;
    }

    private static ContextCall<DmaMemResult> Alloc(Bench bench, DmaHandle handle, DeviceEndian endian) =>
        bench.Driver.Dma.MemAlloc(handle, 64, new DeviceAccAttr { EndianFlags = endian }, DmaFlags.Consistent, DmaCallback.DontWait);

    private static void Run(DeviceEndian endian, Func<Bench, DmaMemResult, DdiTask> script)
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            await script(bench, await Alloc(bench, await bench.Driver.Handle(), endian));
            bench.Log.Add("over");
        });
        Assert.Equal(["over"], bench.Log);
    }
}
