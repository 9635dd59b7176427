using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Channels;

public class TimerCancelTests
{
    private static readonly TimerName Tick = new("tick");
    private static readonly TimerName Watchdog = new("watchdog");

    public static TheoryData<bool, bool> Modes => new() { { true, false }, { false, false }, { false, true } };

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_cancelled_timer_does_not_fire_and_cancelling_again_says_so(bool timed, bool lastResort)
    {
        var (world, mailbox, name) = Make(timed, lastResort);
        var timer = mailbox.Context.StartTimer(name, new VirtualDuration(10), new Note(1));
        Assert.True(mailbox.Context.CancelTimer(timer));
        Assert.False(mailbox.Context.CancelTimer(timer));
        Assert.Equal(RunStatus.Quiescent, Schedules.RunChecked(world));
        Assert.Empty(mailbox.Messages);
        Assert.Equal(0, world.Steps);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_timer_that_has_fired_cannot_be_cancelled(bool timed, bool lastResort)
    {
        var (world, mailbox, name) = Make(timed, lastResort);
        var timer = mailbox.Context.StartTimer(name, new VirtualDuration(10), new Note(1));
        Schedules.RunChecked(world);
        Assert.False(mailbox.Context.CancelTimer(timer));
        Assert.Single(mailbox.Messages);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_timer_cannot_be_cancelled_in_its_own_turn(bool timed, bool lastResort)
    {
        var world = new World(new WorldOptions { Timed = timed, LastResortTimers = ["watchdog"] });
        TimerHandle timer = default;
        bool? cancelled = null;
        var actor = new DelegateActor((context, _) => cancelled = context.CancelTimer(timer));
        world.Spawn("r", actor);
        timer = actor.Context.StartTimer(lastResort ? Watchdog : Tick, new VirtualDuration(10), new Note(1));
        Schedules.RunChecked(world);
        Assert.False(cancelled);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void The_handle_of_a_timer_that_is_over_does_not_cancel_the_next(bool timed, bool lastResort)
    {
        var (world, mailbox, name) = Make(timed, lastResort);
        var first = mailbox.Context.StartTimer(name, new VirtualDuration(10), new Note(1));
        Schedules.RunChecked(world);
        mailbox.Context.StartTimer(name, new VirtualDuration(10), new Note(2));
        Assert.False(mailbox.Context.CancelTimer(first));
        Schedules.RunChecked(world);
        Assert.Equal("r:1 r:2", mailbox.Text);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_timer_that_is_due_can_be_cancelled_until_it_is_delivered(bool timed, bool lastResort)
    {
        // Two timers are due; whichever fires first cancels the other.
        var options = new WorldOptions { Timed = timed, LastResortTimers = ["watchdog"] };
        Schedules.All(world =>
        {
            var timers = new TimerHandle[2];
            var fired = new List<int>();
            var actor = new DelegateActor((context, message) =>
            {
                var number = ((Note)message).Number;
                fired.Add(number);
                Assert.True(context.CancelTimer(timers[1 - number]));
            });
            world.Spawn("r", actor);
            for (var i = 0; i < 2; i++)
                timers[i] = actor.Context.StartTimer(lastResort ? Watchdog : Tick, new VirtualDuration(10), new Note(i));
            return () =>
            {
                Assert.Single(fired);
                Assert.Equal(1, world.Steps);
            };
        }, options);
    }

    [Fact]
    public void When_the_earliest_is_cancelled_the_next_may_fire()
    {
        var (world, mailbox, name) = Make(timed: false, lastResort: false);
        var early = mailbox.Context.StartTimer(name, new VirtualDuration(10), new Note(1));
        mailbox.Context.StartTimer(name, new VirtualDuration(20), new Note(2));
        world.AssertInvariants();
        mailbox.Context.CancelTimer(early);
        world.AssertInvariants();
        Schedules.RunChecked(world);
        Assert.Equal("r:2", mailbox.Text);
    }

    [Fact]
    public void An_earlier_timer_takes_the_place_of_the_one_that_could_fire()
    {
        var (world, mailbox, name) = Make(timed: false, lastResort: false);
        mailbox.Context.StartTimer(name, new VirtualDuration(20), new Note(2));
        world.AssertInvariants();
        mailbox.Context.StartTimer(name, new VirtualDuration(10), new Note(1));
        world.AssertInvariants();
        Schedules.RunChecked(world);
        Assert.Equal("r:1 r:2", mailbox.Text);
    }

    [Fact]
    public void No_timer_cannot_be_cancelled()
    {
        var (_, mailbox, _) = Make(timed: true, lastResort: false);
        Assert.False(mailbox.Context.CancelTimer(default));
    }

    [Fact]
    public void The_handle_of_another_run_cancels_nothing()
    {
        var (world, mailbox, name) = Make(timed: true, lastResort: false);
        var old = mailbox.Context.StartTimer(name, new VirtualDuration(10), new Note(1));
        world.Reset(new FirstStrategy());
        world.Spawn("r", mailbox);
        Assert.False(mailbox.Context.CancelTimer(old));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Random_starts_and_cancels_fire_what_was_not_cancelled_in_order(bool timed, bool lastResort)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var world = new World(new WorldOptions { Timed = timed, LastResortTimers = ["watchdog"] });
            var random = new Xoshiro((ulong)seed);
            world.Reset(new FirstStrategy());
            var open = new List<(TimerHandle Timer, long Due, int Number)>();
            var number = 0;
            DelegateActor actor = null!;
            actor = new DelegateActor((context, message) =>
            {
                var earliest = open.OrderBy(timer => timer.Due).ThenBy(timer => timer.Number).First();
                Assert.Equal(earliest.Number, ((Note)message).Number);
                Assert.Equal(earliest.Due, context.Now.Nanoseconds);
                open.Remove(earliest);
                for (var n = random.Below(4); n > 0 && number < 300; n--)
                    Start(context);
                if (random.Below(2) == 0 && open.Count > 0)
                {
                    var cancelled = open[random.Below(open.Count)];
                    Assert.True(context.CancelTimer(cancelled.Timer));
                    open.Remove(cancelled);
                }
            });
            void Start(ActorContext context)
            {
                var delay = random.Below(50);
                open.Add((context.StartTimer(lastResort ? Watchdog : Tick, new VirtualDuration(delay), new Note(number)), context.Now.Nanoseconds + delay, number));
                number++;
            }

            world.Spawn("r", actor);
            for (var i = 0; i < 20; i++)
                Start(actor.Context);
            Assert.Equal(RunStatus.Quiescent, Schedules.RunChecked(world));
            Assert.Empty(open);
        }
    }

    private static (World World, Mailbox Mailbox, TimerName Name) Make(bool timed, bool lastResort)
    {
        var world = new World(new WorldOptions { Timed = timed, LastResortTimers = ["watchdog"] });
        var mailbox = new Mailbox();
        world.Spawn("r", mailbox);
        return (world, mailbox, lastResort ? Watchdog : Tick);
    }
}
