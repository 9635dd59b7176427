using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Block;

public sealed class BufTests
{
    private static readonly TimerName Device = new("device");

    [Fact]
    public void In_every_schedule_biowait_returns_after_biodone_and_knows_what_was_before_it()
    {
        Bench.InEverySchedule(bench =>
        {
            var driver = bench.Driver;
            driver.OnStrategy = bp =>
            {
                driver.Ddi.Timeout(
                    Device,
                    async () =>
                    {
                        driver.Shared = 7;
                        bp.Residual = 12;
                        driver.Ddi.BioError(bp, Errno.EIO);
                        await driver.Ddi.BioDone(bp);
                    },
                    default);
                return DdiTask.Completed;
            };
            bench.Run(async () =>
            {
                var bp = NewBuf(bench);
                await driver.Ddi.BdevStrategy(bp);
                Assert.Equal(Errno.EIO, await driver.Ddi.BioWait(bp));
                Assert.Equal(7, driver.Shared);
                Assert.Equal(12u, bp.Residual);
                driver.Ddi.FreeRBuf(bp);
                bench.Log.Add("freed");
            });
            Assert.Equal(["freed"], bench.Log);
            Assert.Empty(bench.Findings);
        });
    }

    [Fact]
    public void B_iodone_runs_in_the_context_of_biodone_with_its_locks_and_may_call_strategy()
    {
        var bench = Bench.Tame();
        var driver = bench.Driver;
        driver.OnStrategy = async bp => await driver.Ddi.BioDone(bp);
        bench.Run(async () =>
        {
            var second = NewBuf(bench);
            var first = NewBuf(bench);
            first.IoDone = async bp =>
            {
                Assert.Same(first, bp);
                Assert.True(driver.Mu.IsOwned);
                Assert.Equal("disk0/open#1", bench.Instance.Current?.Name);
                await driver.Ddi.BdevStrategy(second);
                bench.Log.Add("iodone");
            };
            await driver.Mu.Enter();
            await driver.Ddi.BdevStrategy(first);
            driver.Mu.Exit();
            Assert.Equal(Errno.None, await driver.Ddi.BioWait(second));
            bench.Log.Add("second is done");
        });
        bench.Rules.Quiescent();

        Assert.Equal(["iodone", "second is done"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void B_iodone_completes_the_buf_for_its_waiter_when_it_clears_itself()
    {
        var bench = Bench.Tame();
        var driver = bench.Driver;
        driver.OnStrategy = driver.Ddi.BioDone;
        bench.Run(async () =>
        {
            var bp = NewBuf(bench);
            bp.IoDone = async done =>
            {
                done.IoDone = null;
                await driver.Ddi.BioDone(done);
            };
            await driver.Ddi.BdevStrategy(bp);
            Assert.Equal(Errno.None, await driver.Ddi.BioWait(bp));
            bench.Log.Add("awake");
        });

        Assert.Equal(["awake"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void B_iodone_that_does_not_clear_itself_is_not_called_for_ever()
    {
        var bench = Bench.Tame();
        bench.Driver.OnStrategy = bench.Driver.Ddi.BioDone;
        bench.Run(async () =>
        {
            var bp = NewBuf(bench);
            bp.IoDone = bench.Driver.Ddi.BioDone;
            await bench.Driver.Ddi.BdevStrategy(bp);
        });

        Assert.Equal(["DMA010"], bench.Findings);
    }

    [Fact]
    public void Strategy_that_is_called_as_a_method_is_known_to_the_rules_at_biodone()
    {
        var bench = Bench.Tame();
        bench.Driver.OnStrategy = bench.Driver.Ddi.BioDone;
        bench.Run(async () => await bench.Driver.Strategy(NewBuf(bench)));
        Assert.Empty(bench.Findings);

        bench.Driver.OnStrategy = async bp =>
        {
            await bench.Driver.Ddi.BioDone(bp);
            await bench.Driver.Ddi.BioDone(bp);
        };
        bench.Run(async () => await bench.Driver.Strategy(NewBuf(bench)));
        Assert.Equal(["DMA010"], bench.Findings);
    }

    [Fact]
    public void A_request_that_is_never_completed_is_found()
    {
        var bench = Bench.Tame();
        bench.Run(async () => await bench.Driver.Ddi.BdevStrategy(NewBuf(bench)));
        bench.Rules.Quiescent();

        Assert.Equal(["DMA014"], bench.Findings);
    }

    [Fact]
    public void A_touch_between_biodone_and_biowait_is_found()
    {
        var bench = Bench.Tame();
        bench.Driver.OnStrategy = async bp =>
        {
            await bench.Driver.Ddi.BioDone(bp);
            bp.Residual = 0;
        };
        bench.Run(async () => await bench.Driver.Ddi.BdevStrategy(NewBuf(bench)));

        Assert.Equal(["DMA011"], bench.Findings);
    }

    [Fact]
    public void Bioreset_makes_a_request_new()
    {
        var bench = Bench.Tame();
        var driver = bench.Driver;
        driver.OnStrategy = async bp =>
        {
            driver.Ddi.BioError(bp, Errno.EIO);
            await driver.Ddi.BioDone(bp);
        };
        bench.Run(async () =>
        {
            var bp = NewBuf(bench);
            for (var i = 0; i < 3; i++)
            {
                await driver.Ddi.BdevStrategy(bp);
                Assert.Equal(Errno.EIO, await driver.Ddi.BioWait(bp));
                driver.Ddi.BioReset(bp);
                Assert.Equal(Errno.None, bp.Error);
                Assert.Equal(BufFlags.Read | BufFlags.Busy, bp.Flags);
            }
        });

        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void Biowait_is_forbidden_in_a_timeout()
    {
        var bench = Bench.Tame();
        bench.Driver.OnStrategy = bench.Driver.Ddi.BioDone;
        bench.Run(() =>
        {
            bench.Driver.Ddi.Timeout(
                Device,
                async () =>
                {
                    var bp = NewBuf(bench);
                    await bench.Driver.Ddi.BdevStrategy(bp);
                    await bench.Driver.Ddi.BioWait(bp);
                },
                default);
            return DdiTask.Completed;
        });

        Assert.Equal(["DMA020"], bench.Findings);
    }

    [Fact]
    public void What_a_driver_may_not_do_with_its_buf_is_a_finding_and_changes_nothing()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var ddi = bench.Driver.Ddi;
            var bp = NewBuf(bench);
            await ddi.BdevStrategy(bp);
            await ddi.BdevStrategy(bp);
            ddi.FreeRBuf(bp);
            ddi.BioReset(bp);
            bp.ByteCount = 4_097;
            Assert.Equal(4_096u, bp.ByteCount);
            await ddi.BioDone(bp);
            Assert.Equal(Errno.None, await ddi.BioWait(bp));
            ddi.FreeRBuf(bp);
            ddi.FreeRBuf(bp);
            bench.Log.Add("over");
        });

        Assert.Equal(["over"], bench.Log);
        Assert.Equal(["DMA013", "DMA013", "DMA013", "DMA013", "DMA013"], bench.Findings);
    }

    [Fact]
    public void A_freed_buf_must_not_be_touched()
    {
        var bench = Bench.Tame();
        bench.Run(() =>
        {
            var bp = NewBuf(bench);
            bench.Driver.Ddi.FreeRBuf(bp);
            _ = bp.Residual;
            return DdiTask.Completed;
        });

        Assert.Equal(["DMA011"], bench.Findings);
    }

    private static Buf NewBuf(Bench bench) => bench.Driver.Ddi.GetRBuf(bench.Driver.Ddi.KmemAlloc(4096)!, 4096, 0, BufFlags.Read);
}
