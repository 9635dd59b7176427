using DmaActors.Framework.Tests.DriverHost;
using DmaActors.Simulation;

namespace DmaActors.Framework.Tests.Interrupts;

public sealed class HighLevelHandlerTests
{
    private const int Priority = 12;

    /// <summary>What a handler of level 12 may take, and what not: only mutexes of its own priority.</summary>
    [Theory]
    [InlineData(0, "DMA022")]
    [InlineData(10, "DMA022")]
    [InlineData(11, "DMA022")]
    [InlineData(12, null)]
    public void It_takes_mutexes_of_its_own_priority_only(int priority, string? finding)
    {
        Assert.Equal(finding, InHandler(async driver =>
        {
            var mutex = new KMutex(driver.Instance, "shared", priority);
            await mutex.Enter();
            mutex.Exit();
        }).SingleOrDefault());
        Assert.Equal(finding, InHandler(driver =>
        {
            var mutex = new KMutex(driver.Instance, "shared", priority);
            Assert.True(mutex.TryEnter());
            mutex.Exit();
            return DdiTask.Completed;
        }).SingleOrDefault());
    }

    [Theory]
    [InlineData("cv_signal")]
    [InlineData("cv_broadcast")]
    [InlineData("cv_timedwait")]
    [InlineData("sema_p")]
    [InlineData("sema_v")]
    [InlineData("delay")]
    [InlineData("ddi_intr_add_softint")]
    [InlineData("ddi_intr_disable")]
    public void It_calls_nothing_that_takes_a_lock_of_the_system(string call) => Assert.Equal(["DMA022"], InHandler(driver => Call(driver, call)));

    [Theory]
    [InlineData("cv_signal")]
    [InlineData("cv_timedwait")]
    [InlineData("sema_p")]
    [InlineData("delay")]
    [InlineData("kmem_alloc")]
    [InlineData("ddi_dma_alloc_handle")]
    [InlineData("mutex_enter")]
    public void Who_holds_a_mutex_of_a_high_level_handler_calls_nothing_of_the_kind_either(string call)
    {
        var bench = Bench.Tame(priority: Priority);
        bench.Run(async () =>
        {
            await bench.Driver.Mu.Enter();
            await Call(bench.Driver, call);
            bench.Driver.Mu.Exit();
        });
        Assert.Equal(["DMA022"], bench.Findings.Distinct());
    }

    [Fact]
    public void Who_has_released_it_may_take_what_it_likes()
    {
        var bench = Bench.Tame(priority: Priority);
        bench.Run(async () =>
        {
            var (mu, outer) = (bench.Driver.Mu, new KMutex(bench.Instance, "outer", 11));
            await outer.Enter();
            await mu.Enter();
            mu.Exit();
            Assert.Equal(11, bench.Instance.Current!.Level);
            outer.Exit();
            Assert.Equal(0, bench.Instance.Current!.Level);
            foreach (var call in new[] { "cv_signal", "sema_p", "delay", "kmem_alloc", "mutex_enter" })
                await Call(bench.Driver, call);
        });
        Assert.Empty(bench.Findings);
    }

    [Fact]
    public void It_stores_what_the_device_says_and_triggers_a_soft_interrupt_that_does_the_rest()
    {
        Bench.InEverySchedule(
            bench =>
            {
                var driver = bench.Driver;
                var done = 0;
                bench.Run(async () =>
                {
                    var regs = driver.Ddi.RegsMapSetup();
                    var soft = (await driver.Ddi.IntrAddSoftint(4, async _ =>
                    {
                        await driver.Mu.Enter();
                        var work = driver.Shared;
                        driver.Shared = 0;
                        driver.Mu.Exit();
                        if (work == 0)
                            return DdiIntr.Unclaimed;
                        done += work;
                        driver.Ddi.KmemFree(driver.Ddi.KmemAlloc(4096)!);
                        return DdiIntr.Claimed;
                    })).Handle!;
                    await driver.Ddi.IntrAddHandler(async () =>
                    {
                        await driver.Mu.Enter();
                        driver.Shared++;
                        driver.Mu.Exit();
                        regs.Put8(ProbeDevice.Line, 0);
                        await regs.Get8(8);
                        await driver.Ddi.IntrTriggerSoftint(soft);
                        return DdiIntr.Claimed;
                    });
                    regs.Put8(ProbeDevice.Line, 1);
                });
                Assert.Equal(1, done);
                Assert.Empty(bench.Findings);
            },
            priority: Priority);
    }

    [Fact]
    public void With_one_processor_a_soft_interrupt_begins_when_the_handler_that_triggered_it_has_ended()
    {
        var overlaps = 0;
        Bench.InEverySchedule(RunOnce, priority: Priority, oneProcessor: true);
        Assert.Equal(0, overlaps);
        Bench.InEverySchedule(RunOnce, priority: Priority);
        Assert.NotEqual(0, overlaps);

        void RunOnce(Bench bench)
        {
            var ddi = bench.Driver.Ddi;
            var running = false;
            bench.Run(async () =>
            {
                var regs = ddi.RegsMapSetup();
                var soft = (await ddi.IntrAddSoftint(9, _ =>
                {
                    overlaps += running ? 1 : 0;
                    return new(DdiIntr.Claimed);
                })).Handle!;
                await ddi.IntrAddHandler(async () =>
                {
                    regs.Put8(ProbeDevice.Line, 0);
                    await regs.Get8(8);
                    running = true;
                    await ddi.IntrTriggerSoftint(soft);
                    await bench.Driver.Mu.Enter();
                    bench.Driver.Mu.Exit();
                    running = false;
                    return DdiIntr.Claimed;
                });
                regs.Put8(ProbeDevice.Line, 1);
            });
        }
    }

    /// <summary>What a handler of level 12 breaks that does this.</summary>
    private static List<string> InHandler(Func<ScriptDriver, DdiTask> script)
    {
        var bench = Bench.Tame(priority: Priority);
        bench.Run(async () =>
        {
            var regs = bench.Driver.Ddi.RegsMapSetup();
            await bench.Driver.Ddi.IntrAddHandler(async () =>
            {
                regs.Put8(ProbeDevice.Line, 0);
                await script(bench.Driver);
                return DdiIntr.Claimed;
            });
            regs.Put8(ProbeDevice.Line, 1);
        });
        return [.. bench.Findings];
    }

    private static async DdiTask Call(ScriptDriver driver, string call)
    {
        var condition = new KCondvar(driver.Instance, "cv");
        var mutex = driver.Mu;
        switch (call)
        {
            case "cv_signal":
                condition.Signal();
                break;
            case "cv_broadcast":
                condition.Broadcast();
                break;
            case "cv_timedwait":
                var held = mutex.IsOwned;
                if (!held)
                    await mutex.Enter();
                await condition.TimedWait(mutex, VirtualDuration.FromMicroseconds(1));
                if (!held)
                    mutex.Exit();
                break;
            case "sema_p":
                await new KSema(driver.Instance, "sema", 1).P();
                break;
            case "sema_v":
                new KSema(driver.Instance, "sema", 1).V();
                break;
            case "delay":
                await driver.Ddi.Delay(VirtualDuration.FromMicroseconds(1));
                break;
            case "kmem_alloc":
                driver.Ddi.KmemAlloc(4096);
                break;
            case "ddi_dma_alloc_handle":
                await driver.Handle();
                break;
            case "ddi_intr_add_softint":
                await driver.Ddi.IntrAddSoftint(4, _ => new(DdiIntr.Claimed));
                break;
            case "ddi_intr_disable":
                await driver.Ddi.IntrDisable(1);
                break;
            default:
                var other = new KMutex(driver.Instance, "other");
                await other.Enter();
                other.Exit();
                break;
        }
    }
}
