using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Contexts;

public class KMutexTests
{
    [Fact]
    public void Only_one_context_holds_it_in_any_order_and_everybody_gets_it()
    {
        var orders = new HashSet<string>();
        Schedules.All(world =>
        {
            var echo = world.Spawn("echo", new Echo());
            var order = "";
            var inside = 0;
            Spawn(world, 3, async (driver, mutex, number) =>
            {
                await mutex.Enter();
                Assert.Equal(1, ++inside);
                Assert.True(mutex.IsOwned);
                order += number;
                if (number == 0)
                    await driver.Call(echo);
                Assert.Equal(1, inside--);
                mutex.Exit();
            });
            return () =>
            {
                Assert.Equal(RunStatus.Quiescent, world.Status);
                orders.Add(order);
            };
        });

        // It barges: whoever is delivered first has it, whoever asked first.
        Assert.Equal(["012", "021", "102", "120", "201", "210"], orders.Order());
    }

    [Fact]
    public void Exit_is_no_scheduling_point()
    {
        Schedules.All(world =>
        {
            var done = 0;
            Spawn(world, 2, async (_, mutex, _) =>
            {
                await mutex.Enter();
                Assert.Equal(0, done % 2);
                done++;
                mutex.Exit();
                done++;
            });
            return () => Assert.Equal(4, done);
        });
    }

    [Fact]
    public void It_is_taken_without_waiting_only_while_it_is_free()
    {
        var world = new World(Schedules.Untimed);
        var taken = new List<bool>();
        Spawn(world, 1, async (_, mutex, _) =>
        {
            taken.Add(mutex.TryEnter());
            taken.Add(mutex.TryEnter());
            mutex.Exit();
            await mutex.Enter();
            taken.Add(mutex.TryEnter());
            mutex.Exit();
        });
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal([true, false, false], taken);
    }

    [Fact]
    public void To_enter_it_again_is_a_panic() => AssertPanics("recursive mutex_enter", async mutex =>
    {
        await mutex.Enter();
        await mutex.Enter();
    });

    [Fact]
    public void To_exit_what_one_does_not_hold_is_a_panic() => AssertPanics("does not own", mutex =>
    {
        mutex.Exit();
        return DdiTask.Completed;
    });

    [Fact]
    public void To_return_with_it_is_a_panic() => AssertPanics("holds a mutex", async mutex => await mutex.Enter());

    [Fact]
    public void Who_waits_for_a_mutex_that_is_never_given_back_is_blocked_and_says_for_what()
    {
        var world = new World(Schedules.Untimed);
        var nobody = world.Spawn("nobody", new Mailbox());
        Spawn(world, 2, async (driver, mutex, _) =>
        {
            await mutex.Enter();
            await driver.Call(nobody);
        });
        Assert.Equal(RunStatus.Quiescent, world.Run());
        world.AssertInvariants();
        Assert.Equal(["the answer to Ask { Number = 0 }", "the lock d.mu"], world.LiveContexts.Select(context => context.WaitsForText));
    }

    private static void AssertPanics(string text, Func<KMutex, DdiTask> body)
    {
        var world = new World(Schedules.Untimed);
        Spawn(world, 1, (_, mutex, _) => body(mutex));
        Assert.Equal(RunStatus.Panicked, world.Run());
        Assert.Contains(text, world.Panic!.Exception.Message, StringComparison.Ordinal);
    }

    /// <summary>An instance with a mutex, and so many contexts that run the body.</summary>
    private static void Spawn(World world, int contexts, Func<TestDriver, KMutex, int, DdiTask> body)
    {
        KMutex? mutex = null;
        var driver = new TestDriver((self, message) => body(self, mutex!, ((Note)message).Number));
        var self = world.Spawn("d", driver);
        mutex = new KMutex(driver, "mu");
        for (var i = 0; i < contexts; i++)
            world.Tell(self, new Note(i));
    }
}
