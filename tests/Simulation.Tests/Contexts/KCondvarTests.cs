using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Contexts;

public class KCondvarTests
{
    private static readonly VirtualDuration Patience = new(5_000);

    [Fact]
    public void A_signal_wakes_one_waiter_whichever()
    {
        var outcomes = Explore(async (bench, number) =>
        {
            if (number == 2)
            {
                await bench.Signal(waitersBefore: 2);
                return;
            }

            await bench.Wait(number, null);
        });
        Assert.Equal(["0", "1"], outcomes);
    }

    [Fact]
    public void A_broadcast_wakes_every_waiter()
    {
        var outcomes = Explore(async (bench, number) =>
        {
            if (number == 2)
            {
                await bench.Mutex.Enter();
                bench.Ready = true;
                bench.Condition.Broadcast();
                bench.Mutex.Exit();
                return;
            }

            await bench.Mutex.Enter();
            while (!bench.Ready)
                await bench.Condition.Wait(bench.Mutex);
            Assert.True(bench.Mutex.IsOwned);
            bench.Woken.Add($"{number}");
            bench.Mutex.Exit();
        });
        Assert.Equal(["0 1"], outcomes);
    }

    [Fact]
    public void A_timed_wait_ends_by_the_signal_or_by_the_time_and_the_signal_is_never_lost()
    {
        var outcomes = Explore(async (bench, number) =>
        {
            switch (number)
            {
                case 0:
                    await bench.Wait(number, Patience);
                    break;
                case 1:
                    await bench.Wait(number, null);
                    break;
                default:
                    await bench.Signal(waitersBefore: 1);
                    break;
            }
        });

        // 0! ran out of time. Where both waited the signal went to one of them; after the time of 0 it went to 1.
        Assert.Equal(["0", "0! 1"], outcomes);
    }

    [Fact]
    public void In_timed_mode_a_timed_wait_runs_out_at_its_time()
    {
        var world = new World();
        var bench = new Bench(world, 1, async (it, number) => await it.Wait(number, Patience));
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal(["0!"], bench.Woken);
        Assert.Equal(Patience.Nanoseconds, world.Now.Nanoseconds);
    }

    [Fact]
    public void A_signal_in_time_takes_the_timer_back()
    {
        var world = new World();
        var bench = new Bench(world, 2, async (it, number) =>
        {
            if (number == 0)
                await it.Wait(number, Patience);
            else
                await it.Signal(waitersBefore: 1);
        });
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal(["0"], bench.Woken);
        Assert.Equal(0, world.Now.Nanoseconds);
    }

    [Fact]
    public void To_wait_without_the_mutex_is_a_panic()
    {
        var world = new World(Schedules.Untimed);
        _ = new Bench(world, 1, async (bench, _) => await bench.Condition.Wait(bench.Mutex));
        Assert.Equal(RunStatus.Panicked, world.Run());
        Assert.Contains("without the mutex d.mu", world.Panic!.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupt_that_waits_is_reported_and_a_thread_is_not()
    {
        var world = new World(Schedules.Untimed);
        var witness = Witness.Of(world);
        var interrupt = new ContextKind("interrupt", level: 5, mayBlock: false);
        _ = new Bench(world, 2, async (bench, number) => await bench.Wait(number, null), message => ((Note)message).Number == 0 ? interrupt : TestDriver.Thread);
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal(["d/interrupt#1: d.cv"], witness.ForbiddenBlocks);
        Assert.All(world.LiveContexts, context => Assert.Equal("a signal of d.cv", context.WaitsForText));
    }

    /// <summary>Three contexts under every schedule; what woke in each, sorted.</summary>
    private static IEnumerable<string> Explore(Func<Bench, int, DdiTask> body)
    {
        var outcomes = new SortedSet<string>(StringComparer.Ordinal);
        Schedules.All(world =>
        {
            var bench = new Bench(world, 3, body);
            return () =>
            {
                Assert.Equal(RunStatus.Quiescent, world.Status);
                if (bench.Expected <= bench.WaitersAtSignal)
                    outcomes.Add(string.Join(' ', bench.Woken.Order(StringComparer.Ordinal)));
            };
        });
        return outcomes;
    }

    /// <summary>An instance with a mutex and a condition variable.</summary>
    private sealed class Bench
    {
        public Bench(World world, int contexts, Func<Bench, int, DdiTask> body, Func<Message, ContextKind>? kindOf = null)
        {
            var driver = new TestDriver((_, message) => body(this, ((Note)message).Number)) { KindOf = kindOf ?? (_ => TestDriver.Thread) };
            var self = world.Spawn("d", driver);
            Mutex = new KMutex(driver, "mu");
            Condition = new KCondvar(driver, "cv");
            for (var i = 0; i < contexts; i++)
                world.Tell(self, new Note(i));
        }

        public KMutex Mutex { get; }

        public KCondvar Condition { get; }

        public bool Ready { get; set; }

        /// <summary>Who woke, with <c>!</c> where the time had run out.</summary>
        public List<string> Woken { get; } = [];

        /// <summary>How many had to wait for the signal to count, and did.</summary>
        public int Expected { get; private set; }

        public int WaitersAtSignal { get; private set; }

        public async DdiTask Wait(int number, VirtualDuration? patience)
        {
            await Mutex.Enter();
            var signalled = await (patience is { } time ? Condition.TimedWait(Mutex, time) : Condition.Wait(Mutex));
            Assert.True(Mutex.IsOwned);
            Woken.Add(signalled ? $"{number}" : $"{number}!");
            Mutex.Exit();
        }

        public async DdiTask Signal(int waitersBefore)
        {
            Expected = waitersBefore;
            await Mutex.Enter();
            WaitersAtSignal = Condition.WaiterCount;
            Condition.Signal();
            Mutex.Exit();
        }
    }
}
