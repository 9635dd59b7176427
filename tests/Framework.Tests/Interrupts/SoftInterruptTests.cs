using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Interrupts;

public sealed class SoftInterruptTests
{
    [Fact]
    public void A_trigger_while_the_handle_is_pending_is_refused_and_its_argument_dropped()
    {
        var outcomes = new HashSet<string>();
        Bench.InEverySchedule(bench =>
        {
            var ddi = bench.Driver.Ddi;
            var given = new List<object?>();
            var answers = new List<DdiResult>();
            bench.Run(async () =>
            {
                var soft = await Add(ddi, 4, argument =>
                {
                    given.Add(argument);
                    return new(DdiIntr.Claimed);
                });
                answers.Add((await ddi.IntrTriggerSoftint(soft, "first")).Status);
                answers.Add((await ddi.IntrTriggerSoftint(soft, "second")).Status);
            });
            Assert.Equal(DdiResult.Success, answers[0]);
            Assert.Equal(answers[1] == DdiResult.EPending ? ["first"] : ["first", "second"], given);
            outcomes.Add(answers[1].ToString());
            Assert.Empty(bench.Findings);
        });

        Assert.Equal(["EPending", "Success"], outcomes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_handler_can_be_triggered_while_it_runs_and_is_then_called_once_more()
    {
        var bench = Bench.Tame();
        var ddi = bench.Driver.Ddi;
        var calls = 0;
        var again = DdiResult.Failure;
        bench.Run(async () =>
        {
            SoftintHandle soft = null!;
            soft = await Add(ddi, 4, async _ =>
            {
                if (++calls == 1)
                    again = (await ddi.IntrTriggerSoftint(soft)).Status;
                return DdiIntr.Claimed;
            });
            await ddi.IntrTriggerSoftint(soft);
        });

        Assert.Equal(DdiResult.Success, again);
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Handlers_of_a_level_that_were_triggered_are_called_one_at_a_time_and_the_one_added_last_first()
    {
        Bench.InEverySchedule(bench =>
        {
            var ddi = bench.Driver.Ddi;
            var order = new List<string>();
            var running = 0;
            bench.Run(async () =>
            {
                var first = await Add(ddi, 3, _ => Call("first"));
                await Add(ddi, 3, _ => Call("never triggered"));
                var last = await Add(ddi, 3, _ => Call("last"));
                var starter = await Add(ddi, 3, async _ =>
                {
                    await ddi.IntrTriggerSoftint(first);
                    await ddi.IntrTriggerSoftint(last);
                    return DdiIntr.Claimed;
                });
                await ddi.IntrTriggerSoftint(starter);
            });
            Assert.Equal(["last", "first"], order);

            async DdiTask<DdiIntr> Call(string name)
            {
                Assert.Equal(1, ++running);
                await ddi.USecWait(1);
                running--;
                order.Add(name);
                return DdiIntr.Unclaimed;
            }
        });
    }

    [Fact]
    public void After_its_removal_has_returned_a_handler_neither_runs_nor_will_run()
    {
        var outcomes = new HashSet<int>();
        Bench.InEverySchedule(bench =>
        {
            var ddi = bench.Driver.Ddi;
            var (calls, running, removed) = (0, false, false);
            bench.Run(async () =>
            {
                var soft = await Add(ddi, 4, async _ =>
                {
                    Assert.False(removed);
                    running = true;
                    calls++;
                    await ddi.USecWait(1);
                    running = false;
                    return DdiIntr.Claimed;
                });
                await ddi.IntrTriggerSoftint(soft);
                Assert.Equal(DdiResult.Success, await ddi.IntrRemoveSoftint(soft));
                Assert.False(running);
                removed = true;
                Assert.Equal(DdiResult.Failure, (await ddi.IntrTriggerSoftint(soft)).Status);
                Assert.Equal(DdiResult.Failure, await ddi.IntrRemoveSoftint(soft));
            });
            outcomes.Add(calls);
        });

        Assert.Equal([0, 1], outcomes.Order());
    }

    [Fact]
    public void Each_trigger_is_ordered_before_the_call_that_answers_it_and_each_call_before_the_next()
    {
        Bench.InEverySchedule(bench =>
        {
            var driver = bench.Driver;
            bench.Run(async () =>
            {
                driver.Other = 1;
                var soft = await Add(driver.Ddi, 4, _ =>
                {
                    driver.Shared += driver.Other;
                    return new(DdiIntr.Claimed);
                });
                driver.Other = 2;
                await driver.Ddi.IntrTriggerSoftint(soft);
                await driver.Ddi.IntrTriggerSoftint(soft);
                await driver.Ddi.IntrRemoveSoftint(soft);
                Assert.Contains(driver.Shared, new[] { 0, 2, 4 });
            });
            Assert.Empty(bench.Findings);
        });
    }

    [Fact]
    public void What_a_thread_does_after_its_trigger_is_not_ordered_before_the_call()
    {
        var findings = new HashSet<string>();
        Bench.InEverySchedule(bench =>
        {
            var driver = bench.Driver;
            bench.Run(async () =>
            {
                var soft = await Add(driver.Ddi, 4, _ =>
                {
                    driver.Shared++;
                    return new(DdiIntr.Claimed);
                });
                await driver.Ddi.IntrTriggerSoftint(soft);
                driver.Shared = 7;
            });
            findings.UnionWith(bench.Findings);
        });

        Assert.Equal(["DMA021"], findings);
    }

    [Theory]
    [InlineData(0, DdiResult.EInval)]
    [InlineData(1, DdiResult.Success)]
    [InlineData(9, DdiResult.Success)]
    [InlineData(10, DdiResult.EInval)]
    public void Soft_priorities_are_1_to_9(int priority, DdiResult expected)
    {
        var bench = Bench.Tame();
        bench.Run(async () =>
        {
            var added = await bench.Driver.Ddi.IntrAddSoftint(priority, _ => new(DdiIntr.Claimed));
            Assert.Equal(expected, added.Status);
            Assert.Equal(expected == DdiResult.Success ? priority : null, added.Handle?.Priority);
        });
    }

    [Theory]
    [InlineData(SoftintPreference.Low, 4)]
    [InlineData(SoftintPreference.Med, 4)]
    [InlineData(SoftintPreference.High, 6)]
    public void The_older_functions_make_levels_of_preferences(SoftintPreference preference, int level)
    {
        var bench = Bench.Tame();
        var calls = 0;
        bench.Run(async () =>
        {
            var ddi = bench.Driver.Ddi;
            var added = await ddi.AddSoftintr(preference, () =>
            {
                calls++;
                Assert.Equal(level, bench.Instance.Current!.Kind.Level);
                return new(DdiIntr.Claimed);
            });
            Assert.Equal(level, added.Handle!.Priority);
            await ddi.TriggerSoftintr(added.Handle);
        });
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_preference_that_is_none_is_refused()
    {
        var bench = Bench.Tame();
        bench.Run(async () => Assert.Equal(DdiResult.EInval, (await bench.Driver.Ddi.AddSoftintr((SoftintPreference)4, () => new(DdiIntr.Claimed))).Status));
    }

    private static async DdiTask<SoftintHandle> Add(DdiFunctions ddi, int priority, Func<object?, DdiTask<DdiIntr>> handler)
    {
        var added = await ddi.IntrAddSoftint(priority, handler);
        Assert.Equal(DdiResult.Success, added.Status);
        return added.Handle!;
    }
}
