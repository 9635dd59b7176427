using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Nexus;
using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Nexus;

public sealed class CallbackRaceTests
{
    private static readonly NexusOptions OneBinding = new() { Bindings = 1 };

    [Fact]
    public void A_registration_is_never_lost_when_bind_is_atomic() => Assert.Equal((true, false, true), Race(OneBinding));

    [Fact]
    public void A_registration_after_the_release_is_lost_when_bind_is_split() => Assert.Equal((true, true, true), Race(OneBinding with { SplitBind = true }));

    [Fact]
    public void The_callback_may_overtake_the_reply_of_the_bind_that_failed()
    {
        var orders = new HashSet<string>(StringComparer.Ordinal);
        Bench.InEverySchedule(bench => orders.Add(BindAgainstUnbind(bench)), OneBinding);

        Assert.Equal(["MAPPED", "callback reply", "reply callback"], orders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_callback_that_registers_itself_and_returns_RUNOUT_is_owed_one_run_more_each_time()
    {
        var bench = Bench.Tame(OneBinding);
        var driver = bench.Driver;
        var calls = 0;
        DmaHandle second = null!;
        DmaCallback self = null!;
        self = ScriptDriver.Callback(async () =>
        {
            calls++;
            Assert.Equal(DmaBind.NoResources, await driver.Bind(second, self));
            return CallbackStatus.RunOut;
        });
        bench.Run(async () =>
        {
            await driver.Bind(await driver.Handle());
            second = await driver.Handle();
            Assert.Equal(DmaBind.NoResources, await driver.Bind(second, self));
        });
        for (var pass = 1; pass <= 5; pass++)
        {
            bench.Run(async () => await driver.Dma.FreeHandle(await driver.Handle()));
            Assert.Equal(pass, calls);
            Assert.Equal(pass + 1, bench.Nexus.Owed);
        }
    }

    [Fact]
    public void Equal_passes_are_merged_while_they_are_queued()
    {
        var passes = new SortedSet<long>();
        Bench.InEverySchedule(
            bench =>
            {
                var driver = bench.Driver;
                DmaHandle[] spare = [];
                bench.Run(async () =>
                {
                    await driver.Bind(await driver.Handle());
                    spare = [await driver.Handle(), await driver.Handle()];
                    await driver.Bind(spare[0], ScriptDriver.Callback(() => new(CallbackStatus.RunOut)));
                });
                foreach (var handle in spare)
                    bench.Start(async () => await driver.Dma.FreeHandle(handle));
                bench.Run();
                Assert.InRange(bench.Nexus.Counters.PassesRequested, 1, 2);
                passes.Add(bench.SoftCall.Passes);
            },
            OneBinding);

        Assert.Equal([1, 2], passes);
    }

    [Fact]
    public void Every_registration_and_the_release_are_ordered_before_the_callback()
    {
        var bench = Bench.Tame(OneBinding);
        var driver = bench.Driver;
        DmaHandle[] handles = [];
        var callback = ScriptDriver.Callback(() =>
        {
            bench.Log.Add($"{driver.Shared} {driver.Other}");
            return new(CallbackStatus.Done);
        });
        bench.Run(async () =>
        {
            handles = [await driver.Handle(), await driver.Handle(), await driver.Handle()];
            await driver.Bind(handles[0]);
        });
        bench.Run(async () =>
        {
            driver.Shared = 1;
            await driver.Bind(handles[1], callback);
        });
        bench.Run(async () =>
        {
            driver.Other = 2;
            await driver.Bind(handles[2], callback);
        });
        Assert.Equal(2, bench.Nexus.Owed);
        bench.Run(async () => await driver.Dma.UnbindHandle(handles[0]));

        Assert.Equal(["1 2", "1 2"], bench.Log);
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void In_every_schedule_what_the_releaser_wrote_before_its_release_is_ordered_before_the_callback()
    {
        Bench.InEverySchedule(
            bench =>
            {
                var driver = bench.Driver;
                DmaHandle[] handles = [];
                bench.Run(async () =>
                {
                    handles = [await driver.Handle(), await driver.Handle()];
                    await driver.Bind(handles[0]);
                    await driver.Bind(handles[1], ScriptDriver.Callback(() =>
                    {
                        Assert.Equal(1, driver.Shared);
                        return new(CallbackStatus.Done);
                    }));
                });
                bench.Run(async () =>
                {
                    driver.Shared = 1;
                    await driver.Dma.UnbindHandle(handles[0]);
                });
                Assert.Equal(1, bench.SoftCall.Returns.Done);
                Assert.Empty(bench.Findings);
            },
            OneBinding);
    }

    /// <summary>Whether in some schedule the bind succeeded, its callback was lost, its callback ran.</summary>
    private static (bool Bound, bool Lost, bool Called) Race(NexusOptions options)
    {
        var (bound, lost, called) = (false, false, false);
        Bench.InEverySchedule(
            bench =>
            {
                var order = BindAgainstUnbind(bench);
                bound |= order == "MAPPED";
                lost |= bench.Nexus.Owed > 0;
                called |= order.Contains("callback", StringComparison.Ordinal);
            },
            options);
        return (bound, lost, called);
    }

    private static string BindAgainstUnbind(Bench bench)
    {
        var driver = bench.Driver;
        DmaHandle[] handles = [];
        bench.Run(async () =>
        {
            handles = [await driver.Handle(), await driver.Handle()];
            await driver.Bind(handles[0]);
        });
        bench.Start(async () =>
        {
            var status = await driver.Bind(handles[1], ScriptDriver.Callback(() =>
            {
                bench.Log.Add("callback");
                return new(CallbackStatus.Done);
            }));
            bench.Log.Add(status == DmaBind.Mapped ? "MAPPED" : "reply");
        });
        bench.Start(async () => await driver.Dma.UnbindHandle(handles[0]));
        bench.Run();
        return string.Join(' ', bench.Log);
    }
}
