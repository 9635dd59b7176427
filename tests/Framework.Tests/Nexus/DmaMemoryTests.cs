using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Nexus;

public sealed class DmaMemoryTests
{
    private static readonly DeviceAccAttr Access = new();

    private static DmaAttributes OnePiece { get; } = ScriptDriver.Anywhere with { SgLen = 1, Align = 64, MinXfer = 16 };

    [Theory]
    [InlineData(DmaFlags.Consistent, 100u)]
    [InlineData(DmaFlags.Streaming, 128u)]
    [InlineData(DmaFlags.None, 128u)]
    [InlineData(DmaFlags.Consistent | DmaFlags.Streaming, 128u)]
    public void CONSISTENT_memory_is_as_long_as_asked_and_other_memory_is_rounded(DmaFlags flags, uint realLength)
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var result = await Alloc(bench, await bench.Driver.Handle(OnePiece), 100, flags);
            Assert.Equal((DdiResult.Success, realLength), (result.Status, result.RealLength));
            Assert.Equal(128u, result.Memory!.Length);
            await bench.Driver.Dma.MemFree(result.Handle!);
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Equal(0UL, bench.Frames.InUse);
    }

    [Fact]
    public void What_the_list_has_no_entries_for_is_one_piece_and_is_bound_as_one_cookie()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle(OnePiece with { AddrHi = 0xFF_FFFF });
            var result = await Alloc(bench, handle, 20_000, DmaFlags.Streaming);
            var bind = await bench.Driver.Dma.AddrBindHandle(handle, result.Memory!, result.RealLength, DmaFlags.RdWr, DmaCallback.DontWait);
            Assert.Equal((DmaBind.Mapped, 1, 20_000u), (bind.Status, bind.CookieCount, bind.Cookie.Size));
            Assert.InRange(bind.Cookie.LAddress, 0UL, 0xFF_FFFFUL - 20_000);
            await bench.Driver.Dma.UnbindHandle(handle);
            await bench.Driver.Dma.MemFree(result.Handle!);
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Equal(0UL, bench.Frames.InUse);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void Fragmented_memory_is_not_enough_for_one_piece_but_for_pages()
    {
        var bench = Bench.Tame();
        var taken = new List<PageFrame>();
        while (bench.Frames.TryAllocate(out var frame))
            taken.Add(frame);
        for (var i = 0; i < taken.Count; i += 2)
            bench.Frames.Free(taken[i]);

        bench.Run(async () =>
        {
            Assert.Equal(DdiResult.Failure, (await Alloc(bench, await bench.Driver.Handle(OnePiece), 8_192)).Status);
            Assert.Equal(DdiResult.Success, (await Alloc(bench, await bench.Driver.Handle(OnePiece with { SgLen = 17 }), 8_192)).Status);
            bench.Frames.Free(taken[101]);
            Assert.Equal(DdiResult.Success, (await Alloc(bench, await bench.Driver.Handle(OnePiece), 8_192)).Status);
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
    }

    public static TheoryData<string> Impossible => ["length", "minxfer", "align", "addr_lo", "addr_hi", "seg", "pages"];

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_can_never_be_had_is_refused_to_everybody_and_a_function_is_registered_for_it(string why)
    {
        var attributes = why switch
        {
            "minxfer" => OnePiece with { MinXfer = 3 },
            "align" => OnePiece with { Align = 48 },
            "addr_lo" => OnePiece with { AddrLo = 4_096 },
            "addr_hi" => OnePiece with { AddrHi = 0xFF_FFFE },
            "seg" => OnePiece with { Seg = 0xFFF },
            _ => OnePiece,
        };
        var bench = Bench.Tame(new NexusOptions { DmaMemoryPages = 4 });
        bench.Run(async () =>
        {
            var length = why == "length" ? 0u : why == "pages" ? 20_000u : 8_000u;
            var handle = await bench.Driver.Handle(attributes);
            Assert.Equal((DdiResult.Failure, length), await Try(DmaCallback.DontWait));
            Assert.Equal(0, bench.Nexus.Owed);
            Assert.Equal((DdiResult.Failure, length), await Try(ScriptDriver.Callback(() => new(CallbackStatus.Done))));
            Assert.Equal(1, bench.Nexus.Owed);
            Assert.Equal((DdiResult.Failure, length), await Try(DmaCallback.Sleep));
            Assert.Equal(1, bench.Nexus.Owed);
            bench.Log.Add("over");

            async DdiTask<(DdiResult Status, uint RealLength)> Try(DmaCallback callback)
            {
                var result = await Alloc(bench, handle, length, DmaFlags.Consistent, callback);
                Assert.Null(result.Memory);
                Assert.Null(result.Handle);
                return (result.Status, result.RealLength);
            }
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Equal(0UL, bench.Frames.InUse);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_function_waits_for_memory_or_for_an_access_handle_on_a_list_of_its_own(bool memory)
    {
        var bench = Bench.Tame(memory ? new NexusOptions { DmaMemoryPages = 2 } : new NexusOptions { AccessHandles = 1 });
        AccessHandle first = null!;
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle();
            first = (await Alloc(bench, handle, 8_192)).Handle!;
            var callback = ScriptDriver.Callback(async () =>
            {
                bench.Log.Add($"{(await Alloc(bench, handle, 4_096)).Status}");
                return CallbackStatus.Done;
            });
            Assert.Equal(DdiResult.Failure, (await Alloc(bench, handle, 4_096, callback: callback)).Status);
            Assert.Equal(1, bench.Nexus.Owed);
        });
        bench.Run(async () => await bench.Driver.Dma.FreeHandle(await bench.Driver.Handle()));
        Assert.Empty(bench.Log); // that release is the root nexus's

        bench.Run(async () => await bench.Driver.Dma.MemFree(first));
        Assert.Equal(["Success"], bench.Log);
        Assert.Equal(0, bench.Nexus.Owed);
    }

    [Fact]
    public void A_sleeper_gets_the_memory_when_another_frees_it()
    {
        var bench = Bench.Tame(new NexusOptions { DmaMemoryPages = 1 });
        AccessHandle first = null!;
        bench.Run(async () => first = (await Alloc(bench, await bench.Driver.Handle(), 100)).Handle!);
        bench.Run(async () => bench.Log.Add($"{(await Alloc(bench, await bench.Driver.Handle(), 100, callback: DmaCallback.Sleep)).Status}"));
        Assert.Empty(bench.Log);
        Assert.Equal("disk0/open#2", Assert.Single(bench.Nexus.Sleeping).ToString());
        bench.Run(async () => await bench.Driver.Dma.MemFree(first));
        Assert.Equal(["Success"], bench.Log);
    }

    [Fact]
    public void With_a_split_registration_a_release_that_falls_between_is_missed()
    {
        var (lost, kept) = (0, 0);
        Bench.InEverySchedule(
            bench =>
            {
                AccessHandle first = null!;
                DmaHandle handle = null!;
                bench.Run(async () =>
                {
                    handle = await bench.Driver.Handle();
                    first = (await Alloc(bench, handle, 100)).Handle!;
                });
                var called = false;
                var refused = false;
                bench.Start(async () => refused = (await Alloc(bench, handle, 100, callback: ScriptDriver.Callback(() =>
                {
                    called = true;
                    return new(CallbackStatus.Done);
                }))).Status == DdiResult.Failure);
                bench.Start(async () => await bench.Driver.Dma.MemFree(first));
                bench.Run();
                if (refused)
                    _ = called ? kept++ : lost++;
            },
            new NexusOptions { DmaMemoryPages = 1, SplitBind = true });

        Assert.True(lost > 0 && kept > 0, $"{lost} lost, {kept} kept");
    }

    [Fact]
    public void Memory_for_DMA_is_freed_once_by_its_own_function_and_not_touched_after()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var (ddi, dma) = (bench.Driver.Ddi, bench.Driver.Dma);
            var handle = await bench.Driver.Handle();
            var result = await Alloc(bench, handle, 4_096);
            ddi.KmemFree(result.Memory!);
            ddi.RegsMapFree(result.Handle!);
            var before = bench.Frames.InUse;
            await dma.MemFree(result.Handle!);
            Assert.Equal(before - 1, bench.Frames.InUse);
            await dma.MemFree(result.Handle!);
            Assert.Equal(0xDEAD_BEEF, await result.Handle!.Get32(0));
            Assert.Equal(DmaBind.NoMapping, await bench.Driver.Bind(handle, memory: result.Memory));
            await dma.MemFree(ddi.RegsMapSetup());
            bench.Log.Add("over");
        });
        Assert.Equal(["over"], bench.Log);
        Assert.Equal(["DMA008", "DMA008", "DMA008", "DMA008", "DMA008", "DMA009"], bench.Findings);
    }

    [Fact]
    public void Memory_for_DMA_that_is_freed_while_it_is_bound_is_a_finding()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle();
            var result = await Alloc(bench, handle, 4_096);
            await bench.Driver.Bind(handle, memory: result.Memory);
            await bench.Driver.Dma.MemFree(result.Handle!);
            await bench.Driver.Dma.UnbindHandle(handle);
        });

        Assert.Equal(["DMA004"], bench.Findings);
    }

    [Fact]
    public void A_handle_gives_memory_also_while_it_is_bound()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var handle = await bench.Driver.Handle();
            Assert.Equal(DmaBind.Mapped, await bench.Driver.Bind(handle));
            Assert.Equal(DdiResult.Success, (await Alloc(bench, handle, 100, DmaFlags.Consistent)).Status);
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void SLEEP_in_a_callback_and_a_freed_handle_are_findings()
    {
        var bench = Bench.Tame(new NexusOptions { Bindings = 1 });
        bench.Run(async () =>
        {
            var (first, second) = (await bench.Driver.Handle(), await bench.Driver.Handle());
            await bench.Driver.Bind(first);
            await bench.Driver.Bind(second, ScriptDriver.Callback(async () =>
            {
                await Alloc(bench, second, 100, callback: DmaCallback.Sleep);
                return CallbackStatus.Done;
            }));
            await bench.Driver.Dma.UnbindHandle(first);
            await bench.Driver.Dma.FreeHandle(first);
            Assert.Equal(DdiResult.Failure, (await Alloc(bench, first, 100)).Status);
        });

        Assert.Equal(["DMA001", "DMA020"], bench.Findings.Order(StringComparer.Ordinal));
    }

    internal static ContextCall<DmaMemResult> Alloc(Bench bench, DmaHandle handle, uint length, DmaFlags flags = DmaFlags.Consistent, DmaCallback? callback = null) =>
        bench.Driver.Dma.MemAlloc(handle, length, Access, flags, callback ?? DmaCallback.DontWait);
}
