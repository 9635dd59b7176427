using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Contexts;

public class SoftQueueTests
{
    [Fact]
    public void It_is_a_queue()
    {
        var world = new World(Schedules.Untimed);
        Spawn(world, 1, (_, queue, _) =>
        {
            Assert.False(queue.TryPeek(out _));
            Assert.False(queue.TryDequeue(out _));
            for (var item = 1; item <= 4; item++)
                queue.Enqueue(item);
            Assert.Equal(4, queue.Count);
            Assert.True(queue.TryPeek(out var first));
            Assert.Equal(1, first);
            Assert.True(queue.TryDequeue(out first));
            Assert.Equal(1, first);
            Assert.Equal(2, queue.Dequeue());
            Assert.Equal([3, 4], queue.DequeueAll());
            Assert.Equal(0, queue.Count);
            return DdiTask.Completed;
        });
        Assert.Equal(RunStatus.Quiescent, world.Run());
    }

    [Fact]
    public void Contexts_that_nothing_orders_race_on_it()
    {
        var world = new World(Schedules.Untimed);
        var witness = Witness.Of(world);
        Spawn(world, 2, (_, queue, _) =>
        {
            queue.Enqueue(1);
            return DdiTask.Completed;
        });
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal("waiting", Assert.Single(witness.Races).Member);
    }

    [Fact]
    public void Contexts_that_only_look_do_not_race()
    {
        var world = new World(Schedules.Untimed);
        var witness = Witness.Of(world);
        Spawn(world, 3, (_, queue, _) =>
        {
            _ = queue.Count;
            queue.TryPeek(out _);
            queue.TryDequeue(out _);
            return DdiTask.Completed;
        });
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Empty(witness.Races);
    }

    [Fact]
    public void A_mutex_orders_them()
    {
        var world = new World(Schedules.Untimed);
        var witness = Witness.Of(world);
        Spawn(world, 3, async (_, queue, mutex) =>
        {
            await mutex.Enter();
            queue.Enqueue(1);
            mutex.Exit();
        });
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Empty(witness.Races);
    }

    [Fact]
    public void What_waits_in_it_can_be_seen()
    {
        var world = new World(Schedules.Untimed);
        var queue = Spawn(world, 2, async (_, queue, mutex) =>
        {
            await mutex.Enter();
            queue.Enqueue(7);
            mutex.Exit();
        });
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal("2: 7, 7", queue.Peek("waiting"));
    }

    private static SoftQueue<int> Spawn(World world, int contexts, Func<TestDriver, SoftQueue<int>, KMutex, DdiTask> body)
    {
        SoftQueue<int>? queue = null;
        KMutex? mutex = null;
        var driver = new TestDriver((self, _) => body(self, queue!, mutex!));
        var instance = world.Spawn("d", driver);
        queue = new SoftQueue<int>(driver, "waiting");
        mutex = new KMutex(driver, "mu");
        for (var i = 0; i < contexts; i++)
            world.Tell(instance, new Start());
        return queue;
    }
}
