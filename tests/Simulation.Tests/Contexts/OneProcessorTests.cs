using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Contexts;

/// <summary>Contexts of the levels 0, 1 and 5, each of which asks once and goes on when the answer comes.</summary>
public class OneProcessorTests
{
    private static readonly ContextKind[] Kinds = [TestDriver.Thread, new("callback", level: 1), new("interrupt", level: 5)];
    private static readonly WorldOptions One = Schedules.Untimed with { SingleProcessor = true };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(0, 2)]
    public void While_a_context_of_a_higher_level_can_run_no_lower_one_goes_on(int low, int high)
    {
        Assert.False(Happens(One, log => IsBetween(log, $"{low} goes on", $"{high} is answered", $"{high} goes on")));
        Assert.True(Happens(Schedules.Untimed, log => IsBetween(log, $"{low} goes on", $"{high} is answered", $"{high} goes on")));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void While_a_context_of_a_higher_level_can_run_no_lower_one_begins(int low, int high)
    {
        Assert.False(Happens(One, log => IsBetween(log, $"{low} begins", $"{high} is answered", $"{high} goes on")));
        Assert.True(Happens(Schedules.Untimed, log => IsBetween(log, $"{low} begins", $"{high} is answered", $"{high} goes on")));
    }

    [Fact]
    public void A_higher_one_begins_and_goes_on_while_a_lower_one_can_run()
    {
        Assert.True(Happens(One, log => IsBetween(log, "2 begins", "0 is answered", "0 goes on")));
        Assert.True(Happens(One, log => IsBetween(log, "2 goes on", "0 is answered", "0 goes on")));
    }

    [Fact]
    public void An_interrupt_that_is_only_under_way_keeps_nobody_from_running() =>
        Assert.True(Happens(One, log => log.IndexOf("0 goes on") < log.IndexOf("2 begins")));

    [Fact]
    public void What_runs_on_no_processor_goes_on_beside_every_context() =>
        Assert.True(Happens(One, log => IsBetween(log, "0 is answered", "2 is answered", "2 goes on")));

    [Fact]
    public void Contexts_of_one_level_run_in_any_order()
    {
        var orders = new HashSet<string>();
        Schedules.All(world =>
        {
            var log = Spawn(world, [0, 0]);
            return () => orders.Add(string.Join(", ", log));
        }, One);
        Assert.True(orders.Count > 4);
    }

    [Fact]
    public void An_interrupt_that_waits_for_a_lock_lets_the_thread_that_holds_it_run()
    {
        var schedules = Schedules.All(world =>
        {
            KMutex? mutex = null;
            var echo = world.Spawn("echo", new Echo());
            var driver = new TestDriver(async (self, _) =>
            {
                await mutex!.Enter();
                await self.Call(echo);
                mutex.Exit();
            })
            { KindOf = message => Kinds[((Note)message).Number] };
            var self = world.Spawn("d", driver);
            mutex = new KMutex(driver, "mu");
            world.Tell(self, new Note(0));
            world.Tell(self, new Note(2));
            return () =>
            {
                Assert.Equal(RunStatus.Quiescent, world.Status);
                Assert.Equal(2, driver.Ended.Count);
            };
        }, One);
        Assert.True(schedules > 1);
    }

    private static bool IsBetween(List<string> log, string what, string first, string last)
    {
        var index = log.IndexOf(what);
        return log.IndexOf(first) < index && index < log.IndexOf(last);
    }

    /// <summary>Whether it happens in some schedule.</summary>
    private static bool Happens(WorldOptions options, Func<List<string>, bool> what)
    {
        var happens = false;
        Schedules.All(world =>
        {
            var log = Spawn(world, [0, 1, 2]);
            return () => happens |= what(log);
        }, options);
        return happens;
    }

    /// <summary>An instance that begins a context at each of these levels.</summary>
    private static List<string> Spawn(World world, int[] levels)
    {
        var log = new List<string>();
        var device = world.Spawn("device", new DelegateActor((context, message) =>
        {
            var number = ((Ask)message).Number;
            log.Add($"{number} is answered");
            context.Tell(context.Sender, new Reply<Word>(new Word((ulong)number)));
        }));
        var driver = world.Spawn("d", new TestDriver(async (self, message) =>
        {
            var number = ((Note)message).Number;
            log.Add($"{number} begins");
            await self.Call(device, number);
            log.Add($"{number} goes on");
        })
        { KindOf = message => Kinds[((Note)message).Number] });

        // Each from a sender of its own, so that they can overtake one another.
        for (var i = 0; i < levels.Length; i++)
        {
            var starter = world.Spawn($"starter{i}", new DelegateActor((context, message) => context.Tell(driver, message)));
            world.Tell(starter, new Note(levels[i]));
        }

        return log;
    }
}
