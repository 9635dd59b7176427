using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Nexus;

public sealed class RootNexusTests
{
    [Fact]
    public void A_buf_of_length_0_is_mapped_without_a_cookie()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var buf = new Buf("buf", default, bench.Memory.Empty(), BufFlags.Read, 0, 0);
            var handle = await bench.Driver.Handle();
            var bind = await bench.Driver.Dma.BufBindHandle(handle, buf, DmaFlags.Read, DmaCallback.DontWait);
            Assert.Equal((DmaBind.Mapped, 0), (bind.Status, bind.CookieCount));
            await bench.Driver.Dma.UnbindHandle(handle);
            var none = await bench.Driver.Dma.AddrBindHandle(handle, bench.Driver.Ddi.KmemAlloc(4096)!, 0, DmaFlags.Read, DmaCallback.DontWait);
            Assert.Equal(DmaBind.NoMapping, none.Status);
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Equal((1, 1), (bench.Nexus.Counters.Binds, bench.Nexus.Counters.Unbinds));
    }

    [Fact]
    public void A_bound_handle_and_a_freed_one_are_INUSE()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle();
            Assert.Equal(DmaBind.Mapped, await bench.Driver.Bind(handle));
            Assert.Equal(DmaBind.InUse, await bench.Driver.Bind(handle));
            await bench.Driver.Dma.FreeHandle(handle);
            Assert.Equal(DmaBind.InUse, await bench.Driver.Bind(handle));
        });

        Assert.Equal(0, bench.Nexus.PagesInUse);
        Assert.Contains("DMA001", bench.Findings);
    }

    [Fact]
    public void A_handle_that_is_freed_while_bound_gives_its_copy_buffer_back()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle(ScriptDriver.Low);
            Assert.Equal(DmaBind.Mapped, await bench.Driver.Bind(handle));
            Assert.Equal(1, bench.Nexus.PagesInUse);
            await bench.Driver.Dma.FreeHandle(handle);
        });

        Assert.Equal(0, bench.Nexus.PagesInUse);
        Assert.Equal(["DMA001"], bench.Findings);
    }

    [Fact]
    public void Refused_attributes_and_DONTWAIT_register_nothing()
    {
        var bench = Bench.Tame(new NexusOptions { Handles = 1 });
        var callback = ScriptDriver.Callback(() => new(CallbackStatus.Done));
        bench.Run(async () =>
        {
            var dma = bench.Driver.Dma;
            Assert.Equal(DmaAlloc.BadAttr, (await dma.AllocHandle(ScriptDriver.Anywhere with { SgLen = 0 }, callback)).Status);
            await bench.Driver.Handle();
            Assert.Equal(DmaAlloc.BadAttr, (await dma.AllocHandle(ScriptDriver.Anywhere with { SgLen = 0 }, callback)).Status);
            Assert.Equal(DmaAlloc.NoResources, (await dma.AllocHandle(ScriptDriver.Anywhere, DmaCallback.DontWait)).Status);
            Assert.Equal(0, bench.Nexus.Owed);
            Assert.Equal(DmaAlloc.NoResources, (await dma.AllocHandle(ScriptDriver.Anywhere, callback)).Status);
            Assert.Equal(1, bench.Nexus.Owed);
        });
    }

    [Fact]
    public void SLEEP_requests_are_served_in_order_at_releases()
    {
        var bench = Bench.Tame(new NexusOptions { Bindings = 1 });
        DmaHandle[] handles = [];
        bench.Run(async () =>
        {
            handles = [await bench.Driver.Handle(), await bench.Driver.Handle(), await bench.Driver.Handle()];
            await bench.Driver.Bind(handles[0]);
        });
        for (var i = 1; i <= 2; i++)
        {
            var handle = handles[i];
            bench.Run(async () =>
            {
                Assert.Equal(DmaBind.Mapped, await bench.Driver.Bind(handle, DmaCallback.Sleep));
                bench.Log.Add(handle.Name);
            });
        }

        Assert.Equal(["disk0/open#2", "disk0/open#3"], bench.Nexus.Sleeping.Select(parked => parked.ToString()));
        bench.Run(async () => await bench.Driver.Dma.UnbindHandle(handles[0]));
        Assert.Equal(["disk0/dma#2"], bench.Log);
        bench.Run(async () => await bench.Driver.Dma.UnbindHandle(handles[1]));
        Assert.Equal(["disk0/dma#2", "disk0/dma#3"], bench.Log);
        Assert.Empty(bench.Nexus.Sleeping);
        Assert.Equal((2, 0), (bench.Nexus.Counters.Slept, bench.World.DeadLetters));
    }

    [Fact]
    public void A_sleeper_that_cannot_be_served_does_not_hold_up_the_one_behind_it()
    {
        var bench = Bench.Tame(new NexusOptions { Bindings = 1, Handles = 3 });
        DmaHandle[] handles = [];
        bench.Run(async () =>
        {
            handles = [await bench.Driver.Handle(), await bench.Driver.Handle(), await bench.Driver.Handle()];
            await bench.Driver.Bind(handles[0]);
        });
        bench.Run(async () => await bench.Driver.Bind(handles[1], DmaCallback.Sleep));
        bench.Run(async () =>
        {
            await bench.Driver.Dma.AllocHandle(ScriptDriver.Anywhere, DmaCallback.Sleep);
            bench.Log.Add("allocated");
        });
        bench.Run(async () => await bench.Driver.Dma.FreeHandle(handles[2]));

        Assert.Equal(["allocated"], bench.Log);
        Assert.Equal("disk0/open#2", Assert.Single(bench.Nexus.Sleeping).ToString());
    }

    [Fact]
    public void A_handle_whose_bind_sleeps_is_INUSE_for_everybody_else()
    {
        var bench = Bench.Tame(new NexusOptions { Bindings = 1 });
        DmaHandle[] handles = [];
        bench.Run(async () =>
        {
            handles = [await bench.Driver.Handle(), await bench.Driver.Handle()];
            await bench.Driver.Bind(handles[0]);
        });
        bench.Run(async () => bench.Log.Add($"{await bench.Driver.Bind(handles[1], DmaCallback.Sleep)}"));
        bench.Run(async () => bench.Log.Add($"{await bench.Driver.Bind(handles[1])}"));
        bench.Run(async () => await bench.Driver.Dma.UnbindHandle(handles[0]));

        Assert.Equal(["InUse", "Mapped"], bench.Log);
        Assert.Equal(0, bench.World.DeadLetters);
    }

    [Theory]
    [InlineData("dma_attr_addr_lo 0x1000")]
    [InlineData("dma_attr_minxfer 3")]
    [InlineData("dma_attr_addr_hi 0xFFFFFE")]
    [InlineData("one of more than 0")]
    [InlineData("a copy buffer of 1 page")]
    public void A_SLEEP_that_no_release_can_help_stays_parked_and_says_why(string why)
    {
        var (attributes, options) = why switch
        {
            "dma_attr_addr_lo 0x1000" => (ScriptDriver.Low with { AddrLo = 0x1000 }, new NexusOptions()),
            "dma_attr_minxfer 3" => (ScriptDriver.Low with { MinXfer = 3 }, new NexusOptions()),
            "dma_attr_addr_hi 0xFFFFFE" => (ScriptDriver.Low with { AddrHi = 0xFF_FFFE }, new NexusOptions()),
            "one of more than 0" => (ScriptDriver.Low, new NexusOptions { CopyBufferPages = 0 }),
            _ => (ScriptDriver.Low, new NexusOptions { CopyBufferMax = 4095 }),
        };
        var bench = Bench.Tame(options);
        DmaHandle handle = null!;
        bench.Run(async () =>
        {
            handle = await bench.Driver.Handle(attributes);
            Assert.Equal(DmaBind.NoResources, await bench.Driver.Bind(handle));
            await bench.Driver.Bind(handle, DmaCallback.Sleep);
            bench.Log.Add("awake");
        });
        bench.Run(async () => await bench.Driver.Dma.FreeHandle(await bench.Driver.Handle()));

        Assert.Empty(bench.Log);
        Assert.Contains(why, Assert.Single(bench.Nexus.Sleeping).ToString(), StringComparison.Ordinal);
        Assert.Equal("disk0/open#1", Assert.Single(bench.World.LiveContexts).Name);
    }

    [Fact]
    public void Data_go_through_the_copy_buffer_at_bind_and_at_unbind()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var dma = bench.Driver.Dma;
            var memory = bench.Driver.Ddi.KmemAlloc(4096)!;
            memory.Write(0, [1, 2, 3]);
            var handle = await bench.Driver.Handle(ScriptDriver.Low);
            var bind = await dma.AddrBindHandle(handle, memory, 4096, DmaFlags.RdWr, DmaCallback.DontWait);
            Assert.InRange(bind.Cookie.LAddress, 0UL, 0xFF_FFFFUL);
            var copy = new byte[3];
            bench.Bus.Memory.Read(new(bind.Cookie.LAddress), copy);
            Assert.Equal([1, 2, 3], copy);
            bench.Bus.Memory.Write(new(bind.Cookie.LAddress), [7, 8, 9]);
            await dma.UnbindHandle(handle);
            memory.Read(0, copy);
            Assert.Equal([7, 8, 9], copy);
        });

        Assert.Equal(1, bench.Nexus.Counters.CopyBufferBinds);
        Assert.Equal(2 * 4096, bench.Nexus.Counters.BytesCopied);
    }

    [Fact]
    public void Memory_that_is_freed_while_it_is_bound_is_copied_no_more()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var memory = bench.Driver.Ddi.KmemAlloc(4096)!;
            var handle = await bench.Driver.Handle(ScriptDriver.Low);
            await bench.Driver.Bind(handle, memory: memory);
            bench.Driver.Ddi.KmemFree(memory);
            await bench.Driver.Dma.UnbindHandle(handle);
        });

        Assert.Equal(["DMA004"], bench.Findings);
    }

    [Fact]
    public void NULL_is_a_panic_of_the_driver()
    {
        Panics<ArgumentNullException>(async bench => await bench.Driver.Dma.UnbindHandle(null!));
        Panics<ArgumentNullException>(async bench => await bench.Driver.Dma.GetWin(null!, 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Memory_that_is_not_there_cannot_be_mapped_and_is_a_finding(bool freed)
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle();
            var memory = bench.Driver.Ddi.KmemAlloc(4096)!;
            if (freed)
                bench.Driver.Ddi.KmemFree(memory);
            Assert.Equal(DmaBind.NoMapping, (await bench.Driver.Dma.AddrBindHandle(handle, memory, freed ? 4096u : 4097, DmaFlags.Read, DmaCallback.DontWait)).Status);
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Equal(["DMA008"], bench.Findings);
    }

    [Fact]
    public void SLEEP_in_a_callback_is_a_finding()
    {
        var bench = Bench.Tame(new NexusOptions { Bindings = 1 });
        bench.Run(async () =>
        {
            var (first, second) = (await bench.Driver.Handle(), await bench.Driver.Handle());
            await bench.Driver.Bind(first);
            await bench.Driver.Bind(second, ScriptDriver.Callback(async () =>
            {
                Assert.Equal(DmaBind.Mapped, await bench.Driver.Bind(second, DmaCallback.Sleep));
                return CallbackStatus.Done;
            }));
            await bench.Driver.Dma.UnbindHandle(first);
        });

        Assert.Equal(["DMA020"], bench.Findings);
    }

    private static void Panics<T>(Func<Bench, DdiTask> script)
    {
        var bench = Bench.Tame();
        Assert.IsType<T>(bench.Panics(() => script(bench)));
    }
}
