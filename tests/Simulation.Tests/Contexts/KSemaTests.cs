using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Contexts;

public class KSemaTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_more_contexts_are_inside_than_its_count_and_everybody_gets_in(int count)
    {
        var most = 0;
        Schedules.Random(300, world =>
        {
            var echo = world.Spawn("echo", new Echo());
            var inside = 0;
            var driver = Spawn(world, count, 4, async (self, semaphore) =>
            {
                await semaphore.P();
                most = Math.Max(most, ++inside);
                await self.Call(echo);
                inside--;
                semaphore.V();
            });
            return () =>
            {
                Assert.Equal(RunStatus.Quiescent, world.Status);
                Assert.Equal(4, driver.Ended.Count);
            };
        });
        Assert.Equal(count, most);
    }

    [Fact]
    public void It_is_taken_without_waiting_only_while_it_is_positive()
    {
        var world = new World(Schedules.Untimed);
        var taken = new List<bool>();
        Spawn(world, 1, 1, (_, semaphore) =>
        {
            taken.Add(semaphore.TryP());
            taken.Add(semaphore.TryP());
            semaphore.V();
            taken.Add(semaphore.TryP());
            return DdiTask.Completed;
        });
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal([true, false, true], taken);
    }

    [Fact]
    public void Who_waits_for_one_that_nobody_gives_is_blocked()
    {
        var world = new World(Schedules.Untimed);
        Spawn(world, 0, 1, async (_, semaphore) => await semaphore.P());
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal("the lock d.sema", Assert.Single(world.LiveContexts).WaitsForText);
    }

    private static TestDriver Spawn(World world, int count, int contexts, Func<TestDriver, KSema, DdiTask> body)
    {
        KSema? semaphore = null;
        var driver = new TestDriver((self, _) => body(self, semaphore!));
        var self = world.Spawn("d", driver);
        semaphore = new KSema(driver, "sema", count);
        for (var i = 0; i < contexts; i++)
            world.Tell(self, new Start());
        return driver;
    }
}
