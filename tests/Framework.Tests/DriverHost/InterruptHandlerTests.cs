using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.DriverHost;

public sealed class InterruptHandlerTests
{
    [Fact]
    public void What_happened_before_the_handler_was_added_and_in_its_earlier_calls_is_ordered_before_each_call()
    {
        var most = 0;
        Bench.InEverySchedule(bench =>
        {
            var driver = bench.Driver;
            AccessHandle? regs = null;
            var calls = 0;
            bench.Run(async () =>
            {
                regs = driver.Ddi.RegsMapSetup();
                regs.Put8(ProbeDevice.Line, 1);
                driver.Shared = 1;
                Assert.Equal(DdiResult.Success, await driver.Ddi.IntrAddHandler(async () =>
                {
                    calls++;
                    driver.Shared++;
                    regs.Put8(ProbeDevice.Line, 0);
                    await regs.Get8(8);
                    return DdiIntr.Claimed;
                }));
            });
            bench.Run(() =>
            {
                regs!.Put8(ProbeDevice.Line, 1);
                return DdiTask.Completed;
            });
            bench.Run(async () =>
            {
                Assert.Equal(DdiResult.Success, await driver.Ddi.IntrRemoveHandler());
                Assert.Equal(calls + 1, driver.Shared);
            });
            Assert.Empty(bench.Findings);
            most = Math.Max(most, calls);
        });

        Assert.Equal(2, most);
    }

    [Fact]
    public void A_handler_does_not_run_after_its_removal_has_returned()
    {
        var outcomes = new HashSet<int>();
        Bench.InEverySchedule(bench =>
        {
            var driver = bench.Driver;
            var (calls, running, removed) = (0, false, false);
            bench.Start(async () =>
            {
                var regs = driver.Ddi.RegsMapSetup();
                await driver.Ddi.IntrAddHandler(async () =>
                {
                    Assert.False(removed);
                    running = true;
                    calls++;
                    regs.Put8(ProbeDevice.Line, 0);
                    await regs.Get8(8);
                    running = false;
                    return DdiIntr.Claimed;
                });
                regs.Put8(ProbeDevice.Line, 1);
                await driver.Ddi.IntrRemoveHandler();
                Assert.False(running);
                removed = true;
            });
            bench.Run();
            outcomes.Add(calls);
        });

        Assert.Equal([0, 1], outcomes.Order());
    }

    [Fact]
    public void There_is_one_handler_and_it_is_removed_once()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var ddi = bench.Driver.Ddi;
            Assert.Equal(DdiResult.Failure, await ddi.IntrRemoveHandler());
            Assert.Equal(DdiResult.Success, await ddi.IntrAddHandler(() => new(DdiIntr.Unclaimed)));
            Assert.Equal(DdiResult.Failure, await ddi.IntrAddHandler(() => new(DdiIntr.Unclaimed)));
            Assert.Equal(DdiResult.Success, await ddi.IntrRemoveHandler());
            Assert.Equal(DdiResult.Failure, await ddi.IntrRemoveHandler());
            Assert.Equal(DdiResult.Success, await ddi.IntrAddHandler(() => new(DdiIntr.Unclaimed)));
        });
    }

    [Theory]
    [InlineData("ddi_dma_unbind_handle")]
    [InlineData("ddi_dma_getwin")]
    [InlineData("ddi_dma_sync")]
    [InlineData("ddi_dma_numwin")]
    [InlineData("ddi_dma_nextcookie")]
    [InlineData("ddi_dma_burstsizes")]
    [InlineData("kmem_alloc")]
    [InlineData("kmem_free")]
    [InlineData("bioerror")]
    [InlineData("biodone")]
    public void A_high_level_handler_calls_nothing_that_takes_a_lock_of_the_system(string call)
    {
        Assert.DoesNotContain("DMA022", CallInInterrupt(call, priority: 10));
        Assert.Equal("DMA022", Assert.Single(CallInInterrupt(call, priority: 11), id => id is "DMA020" or "DMA022"));
    }

    /// <summary>What a handler of this priority breaks that makes the call.</summary>
    private static IEnumerable<string> CallInInterrupt(string call, int priority)
    {
        var bench = Bench.Tame(priority: priority);
        bench.Run(async () =>
        {
            var driver = bench.Driver;
            var regs = driver.Ddi.RegsMapSetup();
            var handle = await driver.Handle();
            var memory = driver.Ddi.KmemAlloc(8192)!;
            var buf = driver.Ddi.GetRBuf(memory, 4096, 0, BufFlags.Read);
            await driver.Ddi.BdevStrategy(buf);
            await driver.Dma.AddrBindHandle(handle, driver.Ddi.KmemAlloc(8192)!, 8192, DmaFlags.RdWr, DmaCallback.DontWait);
            await driver.Ddi.IntrAddHandler(async () =>
            {
                regs.Put8(ProbeDevice.Line, 0);
                switch (call)
                {
                    case "ddi_dma_unbind_handle":
                        await driver.Dma.UnbindHandle(handle);
                        break;
                    case "ddi_dma_getwin":
                        await driver.Dma.GetWin(handle, 0);
                        break;
                    case "ddi_dma_sync":
                        await driver.Dma.Sync(handle, 0, 0, DmaSyncType.ForCpu);
                        break;
                    case "ddi_dma_numwin":
                        driver.Dma.NumWin(handle, out _);
                        break;
                    case "ddi_dma_nextcookie":
                        driver.Dma.NextCookie(handle);
                        break;
                    case "ddi_dma_burstsizes":
                        driver.Dma.BurstSizes(handle);
                        break;
                    case "kmem_alloc":
                        driver.Ddi.KmemAlloc(4096);
                        break;
                    case "kmem_free":
                        driver.Ddi.KmemFree(memory);
                        break;
                    case "bioerror":
                        driver.Ddi.BioError(buf, Errno.EIO);
                        break;
                    default:
                        await driver.Ddi.BioDone(buf);
                        break;
                }

                return DdiIntr.Claimed;
            });
            regs.Put8(ProbeDevice.Line, 1);
        });
        return bench.Findings;
    }
}
