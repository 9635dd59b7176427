using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Hardware.Caches;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Nexus;

/// <summary>The cache attributes of ddi_dma_mem_alloc on a machine whose processor has a cache that nobody snoops.</summary>
public sealed class CacheAttributeTests
{
    [Theory]
    [InlineData(DmaFlags.None, false)]
    [InlineData(DmaFlags.DataCached, false)]
    [InlineData(DmaFlags.DataUncached, true)]
    [InlineData(DmaFlags.DataUncachedWriteCombining, true)]
    public void Without_a_cache_in_between_device_and_processor_see_each_other_without_a_sync(DmaFlags attribute, bool seen) => Run(async bench =>
    {
        var memory = (await Alloc(bench, await bench.Driver.Handle(), DmaFlags.Consistent | attribute)).Memory!;
        var place = memory.Object.AddressOf(100);
        memory.Write(100, [1]);
        Assert.Equal(seen ? 1 : 0, InRam(bench, place));

        var found = new byte[1];
        memory.Read(100, found);
        bench.Ram.Write(place, [2]);
        memory.Read(100, found);
        Assert.Equal(seen ? 2 : 1, found[0]);
    });

    [Fact]
    public void What_stood_in_the_cache_of_the_frames_owner_before_does_not_spoil_it() => Run(async bench =>
    {
        var handle = await bench.Driver.Handle();
        var (ddi, dma) = (bench.Driver.Ddi, bench.Driver.Dma);
        var before = ddi.KmemAlloc(4_096)!;
        var frame = before.Object.PageAddresses[0];
        before.Write(0, [7]);
        ddi.KmemFree(before);
        var memory = await Alloc(bench, handle, DmaFlags.Consistent | DmaFlags.DataUncached);
        Assert.Equal(frame, memory.Memory!.Object.PageAddresses[0]);
        memory.Memory.Write(0, [8]);
        bench.Bus.CpuCache!.WriteBackAll();
        Assert.Equal(8, InRam(bench, new PhysicalAddress(frame)));

        await dma.MemFree(memory.Handle!);
        var after = ddi.KmemAlloc(4_096)!;
        Assert.Equal(frame, after.Object.PageAddresses[0]);
        after.Write(0, [9]);
        Assert.Equal(8, InRam(bench, new PhysicalAddress(frame)));
    });

    [Theory]
    [InlineData(DmaFlags.DataUncached)]
    [InlineData(DmaFlags.DataUncachedWriteCombining)]
    public void It_is_whole_pages(DmaFlags attribute) => Run(async bench =>
    {
        var memory = (await Alloc(bench, await bench.Driver.Handle(), DmaFlags.Streaming | attribute)).Memory!;
        Assert.Equal((4_096u, 0), (memory.Length, memory.Object.Offset));
    });

    [Theory]
    [InlineData(DmaFlags.DataCached | DmaFlags.DataUncached)]
    [InlineData(DmaFlags.DataUncached | DmaFlags.DataUncachedWriteCombining)]
    public void Two_of_them_at_once_are_FAILURE_and_nobody_waits_for_that(DmaFlags attributes) => Run(async bench =>
    {
        var callback = ScriptDriver.Callback(() => new(CallbackStatus.Done));
        var result = await bench.Driver.Dma.MemAlloc(await bench.Driver.Handle(), 100, new DeviceAccAttr(), DmaFlags.Consistent | attributes, callback);
        Assert.Equal((DdiResult.Failure, 0L), (result.Status, bench.Nexus.Owed));
    });

    private static ContextCall<DmaMemResult> Alloc(Bench bench, DmaHandle handle, DmaFlags flags) =>
        bench.Driver.Dma.MemAlloc(handle, 200, new DeviceAccAttr(), flags, DmaCallback.DontWait);

    private static byte InRam(Bench bench, PhysicalAddress place)
    {
        var bytes = new byte[1];
        bench.Ram.Read(place, bytes);
        return bytes[0];
    }

    private static void Run(Func<Bench, DdiTask> script)
    {
        var bench = Bench.Random(1, new(), cpuCache: new CacheGeometry(64, 64, 4));
        bench.Run(async () =>
        {
            await script(bench);
            bench.Log.Add("over");
        });
        Assert.Equal(["over"], bench.Log);
        Assert.Empty(bench.Findings);
    }
}
