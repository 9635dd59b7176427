using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Nexus;

/// <summary>Results of sun4u that a driver for a PC never meets: fragments of DVMA, physical addresses past the IOMMU, red zones.</summary>
public sealed class DvmaShortageTests
{
    private const int Page = 8192;

    [Fact]
    public void Enough_pages_that_do_not_touch_are_NORESOURCES_and_the_callback_runs_at_each_release()
    {
        var bench = Bench.Tame(new Sun4u(pages: 4));
        var handles = new List<DmaHandle>();
        DmaHandle? large = null;
        bench.Run(async () =>
        {
            for (var i = 0; i < 4; i++)
            {
                handles.Add(await bench.Driver.Handle());
                Assert.Equal(DmaBind.Mapped, await bench.Driver.Bind(handles[i]));
            }

            await bench.Driver.Dma.UnbindHandle(handles[0]);
            await bench.Driver.Dma.UnbindHandle(handles[2]);
            large = await bench.Driver.Handle();
            var two = bench.Driver.Ddi.KmemAlloc(2 * Page)!;
            var retry = ScriptDriver.Callback(async () =>
            {
                var bind = await bench.Driver.Dma.AddrBindHandle(large, two, 2 * Page, DmaFlags.Read, DmaCallback.DontWait);
                bench.Log.Add(bind.Status.ToString());
                return bind.Status == DmaBind.NoResources ? CallbackStatus.RunOut : CallbackStatus.Done;
            });
            Assert.Equal(2, bench.Nexus.PagesInUse);
            var first = await bench.Driver.Dma.AddrBindHandle(large, two, 2 * Page, DmaFlags.Read, retry);
            Assert.Equal(DmaBind.NoResources, first.Status);
            Assert.Equal(1, bench.Nexus.Owed);
        });
        Assert.Empty(bench.Log);

        // A release that is no help for a bind of two pages, and one that is.
        bench.Run(async () => Assert.Equal(DmaBind.Mapped, await bench.Driver.Bind(handles[0])));
        bench.Run(async () => await bench.Driver.Dma.UnbindHandle(handles[0]));
        Assert.Equal(["NoResources"], bench.Log);
        bench.Run(async () => await bench.Driver.Dma.UnbindHandle(handles[1]));
        Assert.Equal(["NoResources", "Mapped"], bench.Log);
        Assert.Equal((3, 0L), (bench.Nexus.PagesInUse, bench.Nexus.Owed));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void A_handle_that_is_freed_calls_who_waits_for_DVMA_where_all_wait_on_one_list_and_nobody_where_PCI_has_two(bool sbus, int calls)
    {
        var bench = Bench.Tame(new Sun4u(pages: sbus ? 160 : 1, sbus));
        var size = (sbus ? 30u : 1) * Page; // on SBus an object leaves 128 pages of the space to others
        DmaHandle? bound = null;
        DmaHandle? spare = null;
        bench.Run(async () =>
        {
            var attributes = ScriptDriver.Anywhere with { CountMax = uint.MaxValue };
            spare = await bench.Driver.Handle();
            var memory = bench.Driver.Ddi.KmemAlloc(size)!;
            var next = await bench.Driver.Handle(attributes);
            while ((await bench.Driver.Dma.AddrBindHandle(next, memory, size, DmaFlags.Read, DmaCallback.DontWait)).Status == DmaBind.Mapped)
                (bound, next) = (next, await bench.Driver.Handle(attributes));
            var retry = ScriptDriver.Callback(() =>
            {
                bench.Log.Add("called");
                return new DdiTask<CallbackStatus>(CallbackStatus.RunOut);
            });
            Assert.Equal(DmaBind.NoResources, (await bench.Driver.Dma.AddrBindHandle(next, memory, size, DmaFlags.Read, retry)).Status);
        });
        bench.Run(async () => await bench.Driver.Dma.FreeHandle(spare!));
        Assert.Equal(calls, bench.Log.Count);
        bench.Run(async () => await bench.Driver.Dma.UnbindHandle(bound!));
        Assert.Equal(calls + 1, bench.Log.Count);
    }

    [Fact]
    public void A_device_that_forces_physical_addresses_gets_those_of_memory_and_no_DVMA()
    {
        var bench = Bench.Tame(new Sun4u(pages: 4));
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle(ScriptDriver.Anywhere with { Flags = DmaAttributeFlags.ForcePhysical, Seg = ulong.MaxValue });
            var memory = bench.Driver.Ddi.KmemAlloc(Page)!;
            var bind = await bench.Driver.Dma.AddrBindHandle(handle, memory, Page, DmaFlags.RdWr, DmaCallback.DontWait);
            Assert.Equal((DmaBind.Mapped, 0), (bind.Status, bench.Nexus.PagesInUse));
            Assert.Equal(0xFFFC_0000_0000_0000 + memory.Object.AddressOf(0).Value, bind.Cookie.LAddress);
            await bench.Driver.Dma.UnbindHandle(handle);
        });
    }

    [Fact]
    public void A_red_zone_takes_a_page_that_shows_nothing()
    {
        var sun4u = new Sun4u(pages: 4);
        var bench = Bench.Tame(sun4u);
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle();
            var memory = bench.Driver.Ddi.KmemAlloc(Page)!;
            await bench.Driver.Dma.AddrBindHandle(handle, memory, Page, DmaFlags.Read | DmaFlags.RedZone, DmaCallback.DontWait);
            Assert.Equal((2, 1), (bench.Nexus.PagesInUse, sun4u.Iommu.MappedPages));
        });
    }

    [Fact]
    public void What_does_not_fit_a_segment_is_TOOBIG_without_windows()
    {
        var bench = Bench.Tame(new Sun4u(pages: 8));
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle(ScriptDriver.Anywhere with { Seg = Page - 1 });
            var memory = bench.Driver.Ddi.KmemAlloc(2 * Page)!;
            var bind = await bench.Driver.Dma.AddrBindHandle(handle, memory, 2 * Page, DmaFlags.Read, DmaCallback.DontWait);
            Assert.Equal((DmaBind.TooBig, 0L), (bind.Status, bench.Nexus.Owed));
        });
    }
}
