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
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void A_high_level_handler_calls_no_dma_function(int priority, bool isFinding)
    {
        var bench = Bench.Tame(priority: priority);
        bench.Run(async () =>
        {
            var regs = bench.Driver.Ddi.RegsMapSetup();
            var handle = await bench.Driver.Handle();
            Assert.Equal(DmaActors.Framework.Dma.DmaBind.Mapped, await bench.Driver.Bind(handle));
            await bench.Driver.Ddi.IntrAddHandler(async () =>
            {
                regs.Put8(ProbeDevice.Line, 0);
                await bench.Driver.Dma.UnbindHandle(handle);
                return DdiIntr.Claimed;
            });
            regs.Put8(ProbeDevice.Line, 1);
        });

        Assert.Equal(isFinding ? ["DMA020"] : [], bench.Findings);
    }
}
