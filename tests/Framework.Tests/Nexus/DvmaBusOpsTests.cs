using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Hardware.Iommu;
using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Tests.Nexus;

/// <summary>The nexus, as a driver sees it, on a machine with an IOMMU.</summary>
public sealed class DvmaBusOpsTests
{
    private const int Page = 8192;

    private static readonly DmaAttributes TwoPages = ScriptDriver.Anywhere with { Seg = (2 * Page) - 1, CountMax = uint.MaxValue };

    [Fact]
    public void The_device_sees_the_window_that_is_current_and_nothing_after_the_unbind()
    {
        var sun4u = new Sun4u(pages: 16);
        var bench = Bench.Tame(sun4u);
        bench.Run(async () =>
        {
            var memory = bench.Driver.Ddi.KmemAlloc(5 * Page)!;
            var handle = await bench.Driver.Handle(TwoPages);
            var bind = await bench.Driver.Dma.AddrBindHandle(handle, memory, 5 * Page, DmaFlags.Write | DmaFlags.Partial, DmaCallback.DontWait);
            Assert.Equal((DmaBind.PartialMap, 1), (bind.Status, bind.CookieCount));
            Assert.True(bench.Driver.Dma.NumWin(handle, out var windows));
            Assert.Equal(3, windows);
            foreach (var index in (int[])[0, 2, 1, 1])
            {
                var moved = await bench.Driver.Dma.GetWin(handle, index);
                Assert.Equal(bind.Cookie.LAddress, moved.Window.Cookie.LAddress);
                Assert.Equal(index == 2 ? 1 : 2, sun4u.Iommu.MappedPages);
                var there = sun4u.Iommu.Translate(new BusAddress(moved.Window.Cookie.LAddress), 1, isWrite: false);
                Assert.Equal(memory.Object.AddressOf(moved.Window.Offset), there.Memory);
                Assert.Equal(IommuFault.ReadOnly, sun4u.Iommu.Translate(new BusAddress(moved.Window.Cookie.LAddress), 1, isWrite: true).Fault);
            }
            Assert.Equal(DdiResult.Failure, (await bench.Driver.Dma.GetWin(handle, 3)).Status);
            Assert.Equal(2, bench.Nexus.PagesInUse);
            Assert.Equal(DdiResult.Success, (await bench.Driver.Dma.UnbindHandle(handle)).Status);
            await bench.Driver.Dma.FreeHandle(handle);
        });
        Assert.Equal((0, 0), (sun4u.Iommu.MappedPages, bench.Nexus.PagesInUse));
        Assert.Empty(bench.Findings);
    }

    [Theory]
    [InlineData(DmaFlags.Streaming)]
    [InlineData(DmaFlags.Consistent)]
    public void What_a_device_wrote_is_in_memory_after_the_sync_and_not_before(DmaFlags kind)
    {
        var sun4u = new Sun4u(pages: 16);
        var bench = Bench.Tame(sun4u);
        bench.Run(async () =>
        {
            var memory = bench.Driver.Ddi.KmemAlloc(Page)!;
            var handle = await bench.Driver.Handle();
            var bind = await bench.Driver.Dma.AddrBindHandle(handle, memory, Page, DmaFlags.Read | kind, DmaCallback.DontWait);
            var at = sun4u.Iommu.Translate(new BusAddress(bind.Cookie.LAddress), 1, isWrite: true);
            Assert.Equal((IommuFault.None, kind == DmaFlags.Streaming), (at.Fault, at.IsStreaming));
            if (at.IsStreaming)
                sun4u.Iommu.Streaming!.Write(new BusAddress(bind.Cookie.LAddress), at.Memory, 0, [7]);

            var found = new byte[1];
            memory.Read(0, found);
            Assert.Equal(0, found[0]);
            await bench.Driver.Dma.Sync(handle, 0, 0, DmaSyncType.ForCpu);
            memory.Read(0, found);
            Assert.Equal(at.IsStreaming ? 7 : 0, found[0]);
            await bench.Driver.Dma.UnbindHandle(handle);
            await bench.Driver.Dma.FreeHandle(handle);
        });
    }

    [Fact]
    public void A_bind_that_sleeps_for_DVMA_waits_for_a_release_that_can_help()
    {
        var bench = Bench.Tame(new Sun4u(pages: 1));
        bench.Run(async () =>
        {
            var first = await bench.Driver.Handle();
            Assert.Equal(DmaBind.Mapped, await bench.Driver.Bind(first));
            bench.Start(async () =>
            {
                var second = await bench.Driver.Handle();
                Assert.Equal(DmaBind.NoResources, await bench.Driver.Bind(second));
                bench.Log.Add("sleeps");
                Assert.Equal(DmaBind.Mapped, await bench.Driver.Bind(second, DmaCallback.Sleep));
                bench.Log.Add("bound");
            });
        });
        Assert.Equal(["sleeps"], bench.Log);
        Assert.Null(Assert.Single(bench.Nexus.Sleeping).Never);
    }

    [Fact]
    public void A_bind_that_no_release_can_help_says_which_attributes_forbid_it()
    {
        var bench = Bench.Tame(new Sun4u(pages: 4));
        bench.Run(async () => await bench.Driver.Bind(
            await bench.Driver.Handle(ScriptDriver.Anywhere with { Align = 1UL << 33, Seg = ulong.MaxValue, AddrHi = ulong.MaxValue }), DmaCallback.Sleep));
        Assert.Contains("dma_attr_align", Assert.Single(bench.Nexus.Sleeping).Never);
    }

    [Fact]
    public void On_SBus_a_bind_does_not_sleep_and_window_0_of_a_whole_object_cannot_be_had()
    {
        var bench = Bench.Tame(new Sun4u(pages: 160, sbus: true));
        bench.Run(async () =>
        {
            var attributes = ScriptDriver.Anywhere with { CountMax = uint.MaxValue };
            var memory = bench.Driver.Ddi.KmemAlloc(2 << 20)!;
            var first = await bench.Driver.Handle(attributes);
            var bind = await bench.Driver.Dma.AddrBindHandle(first, memory, 2 << 20, DmaFlags.Read | DmaFlags.Partial, DmaCallback.Sleep);
            Assert.Equal(DmaBind.PartialMap, bind.Status);
            var second = await bench.Driver.Handle(attributes);
            bind = await bench.Driver.Dma.AddrBindHandle(second, memory, 2 << 20, DmaFlags.Read | DmaFlags.Partial, DmaCallback.Sleep);
            Assert.Equal(DmaBind.NoMapping, bind.Status);
            Assert.Equal(DmaBind.Mapped, await bench.Driver.Bind(second));
            Assert.Equal(DdiResult.Failure, (await bench.Driver.Dma.GetWin(second, 0)).Status);
            await bench.Driver.Dma.FreeHandle(first);
            await bench.Driver.Dma.FreeHandle(second);
        });
        Assert.Equal(0, bench.Nexus.PagesInUse);
    }

    [Theory]
    [InlineData(false, DdiResult.Failure)]
    [InlineData(true, DdiResult.Success)]
    public void An_unbind_of_nothing_fails_behind_PCI_only(bool sbus, DdiResult expected)
    {
        var bench = Bench.Tame(new Sun4u(pages: 160, sbus));
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle();
            Assert.Equal(expected, (await bench.Driver.Dma.UnbindHandle(handle)).Status);
        });
    }
}
