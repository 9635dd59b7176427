using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Time;

public sealed class TimeoutTests
{
    private static readonly TimerName Watch = new("watch");

    [Fact]
    public void In_every_interleaving_untimeout_says_exactly_whether_the_handler_ran()
    {
        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        Bench.InEverySchedule(bench =>
        {
            var (begun, ended) = (false, false);
            var outcome = "";
            bench.Run(async () =>
            {
                var driver = bench.Driver;
                var id = driver.Ddi.Timeout(
                    Watch,
                    async () =>
                    {
                        begun = true;
                        await driver.Mu.Enter();
                        driver.Mu.Exit();
                        driver.Shared = 1;
                        ended = true;
                    },
                    VirtualDuration.FromMicroseconds(1));
                await driver.Mu.Enter();
                driver.Mu.Exit();
                var when = ended ? "after its end" : begun ? "while it runs" : "before it";
                var result = await driver.Ddi.Untimeout(id);
                Assert.Equal(result.Cancelled, !begun);
                Assert.Equal(begun, ended);
                outcome = $"{when}: {result.Cancelled}, {driver.Shared}";
            });
            Assert.Equal(begun, ended);
            Assert.Empty(bench.Findings);
            outcomes.Add(outcome);
        });

        Assert.Equal(["after its end: False, 1", "before it: True, 0", "while it runs: False, 1"], outcomes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_handler_that_cancels_itself_is_told_that_it_is_too_late()
    {
        var bench = Bench.Tame();
        bool? cancelled = null;
        bench.Run(() =>
        {
            TimeoutId? id = null;
            id = bench.Driver.Ddi.Timeout(Watch, async () => cancelled = (await bench.Driver.Ddi.Untimeout(id!)).Cancelled, default);
            return DdiTask.Completed;
        });

        Assert.False(cancelled);
    }

    [Fact]
    public void A_timeout_is_cancelled_once()
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var id = bench.Driver.Ddi.Timeout(Watch, () => throw new InvalidOperationException("It was cancelled."), default);
            Assert.True((await bench.Driver.Ddi.Untimeout(id)).Cancelled);
            Assert.False((await bench.Driver.Ddi.Untimeout(id)).Cancelled);
        });
    }

    [Fact]
    public void Several_contexts_wait_for_the_same_handler()
    {
        var bench = Bench.Tame();
        var release = false;
        TimeoutId? id = null;
        async DdiTask Wait()
        {
            Assert.False((await bench.Driver.Ddi.Untimeout(id!)).Cancelled);
            bench.Log.Add(release ? "after" : "before");
        }

        bench.Run(async () =>
        {
            await bench.Driver.Mu.Enter();
            id = bench.Driver.Ddi.Timeout(
                Watch,
                async () =>
                {
                    await bench.Driver.Mu.Enter();
                    bench.Driver.Mu.Exit();
                },
                default);
            await bench.Driver.Ddi.Delay(VirtualDuration.FromMicroseconds(1));
            bench.Start(Wait);
            bench.Start(Wait);
            await bench.Driver.Ddi.Delay(VirtualDuration.FromMicroseconds(1));
            release = true;
            bench.Driver.Mu.Exit();
        });

        Assert.Equal(["after", "after"], bench.Log);
    }
}
