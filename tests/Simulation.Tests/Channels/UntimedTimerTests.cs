using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Channels;

public class UntimedTimerTests
{
    private static readonly TimerName Tick = new("tick");
    private static readonly TimerName Watchdog = new("watchdog");
    private static readonly WorldOptions WithLastResort = new() { Timed = false, LastResortTimers = ["watchdog"] };

    [Fact]
    public void A_timer_fires_at_any_moment_relative_to_messages()
    {
        var orders = new HashSet<string>();
        Assert.Equal(4, Schedules.All(world =>
        {
            var mailbox = new Mailbox();
            var receiver = world.Spawn("r", mailbox);
            mailbox.Context.StartTimer(Tick, VirtualDuration.FromSeconds(60), new Note(9));
            for (var i = 0; i < 3; i++)
                world.Tell(receiver, new Note(i));
            return () => orders.Add(mailbox.Text);
        }));
        Assert.Equal(["env:0 env:1 env:2 r:9", "env:0 env:1 r:9 env:2", "env:0 r:9 env:1 env:2", "r:9 env:0 env:1 env:2"], orders.Order());
    }

    [Fact]
    public void Timers_fire_in_order_of_their_due_times_among_themselves()
    {
        // Four timers of two actors among two messages: 6! / 4! orders, as if the timers stood in one channel.
        Assert.Equal(15, Schedules.All(world =>
        {
            var fired = new List<int>();
            void Receive(ActorContext context, Message message)
            {
                if (context.Sender == context.Self)
                    fired.Add(((Note)message).Number);
            }

            var one = new DelegateActor(Receive);
            var other = new DelegateActor(Receive);
            var oneRef = world.Spawn("one", one);
            world.Spawn("other", other);
            one.Context.StartTimer(Tick, new VirtualDuration(40), new Note(3));
            other.Context.StartTimer(Tick, new VirtualDuration(10), new Note(0));
            one.Context.StartTimer(Tick, new VirtualDuration(20), new Note(1));
            other.Context.StartTimer(Tick, new VirtualDuration(30), new Note(2));
            world.Tell(oneRef, new Note(-1));
            world.Tell(oneRef, new Note(-2));
            return () => Assert.Equal([0, 1, 2, 3], fired);
        }));
    }

    [Fact]
    public void Of_timers_that_are_due_together_the_one_that_was_started_first_fires_first()
    {
        Assert.Equal(1, Schedules.All(world =>
        {
            var mailbox = new Mailbox();
            world.Spawn("r", mailbox);
            for (var i = 0; i < 4; i++)
                mailbox.Context.StartTimer(Tick, new VirtualDuration(5), new Note(i));
            return () => Assert.Equal("r:0 r:1 r:2 r:3", mailbox.Text);
        }));
    }

    [Fact]
    public void The_clock_is_the_latest_due_time_of_a_timer_that_has_fired_whatever_messages_were_delivered()
    {
        Schedules.All(world =>
        {
            var latest = 0L;
            void Receive(ActorContext context, Message message)
            {
                if (context.Sender == context.Self)
                    latest = ((Note)message).Number;
                Assert.Equal(new VirtualTime(latest), context.Now);
            }

            var actor = new DelegateActor(Receive);
            var receiver = world.Spawn("r", actor);
            foreach (var delay in new[] { 70, 10 })
                world.Spawn($"s{delay}", new DelegateActor((_, _) => { }, context => context.Tell(receiver, new Note(delay), new VirtualDuration(delay))));
            actor.Context.StartTimer(Tick, new VirtualDuration(20), new Note(20));
            actor.Context.StartTimer(Tick, new VirtualDuration(50), new Note(50));
            world.Tell(receiver, new Note(0));
            return () => Assert.Equal(new VirtualTime(50), world.Now);
        });
    }

    [Fact]
    public void A_timer_started_in_the_turn_of_another_counts_from_the_time_of_that_turn()
    {
        var world = new World(Schedules.Untimed);
        var witness = Witness.Of(world);
        var actor = new DelegateActor((context, message) =>
        {
            if (message is Note { Number: > 0 } note)
                context.StartTimer(Tick, new VirtualDuration(10), new Note(note.Number - 1));
        });
        world.Spawn("r", actor);
        actor.Context.StartTimer(Tick, new VirtualDuration(10), new Note(2));
        actor.Context.StartTimer(Tick, new VirtualDuration(25), new Note(0));
        Schedules.RunChecked(world);
        Assert.Equal(["10ns", "20ns", "25ns", "30ns"], witness.Steps.Select(step => step.Split(' ')[0]));
    }

    [Fact]
    public void A_timer_is_never_the_tame_choice_while_messages_are_under_way()
    {
        var world = new World(Schedules.Untimed);
        var mailbox = new Mailbox();
        var receiver = world.Spawn("r", mailbox);
        mailbox.Context.StartTimer(Tick, default, new Note(9));
        for (var i = 0; i < 5; i++)
            world.Tell(receiver, new Note(i));
        Schedules.RunChecked(world);
        Assert.Equal("env:0 env:1 env:2 env:3 env:4 r:9", mailbox.Text);
    }

    [Fact]
    public void A_last_resort_timer_fires_only_when_nothing_else_can_happen()
    {
        Assert.Equal(3, Schedules.All(world =>
        {
            var mailbox = new Mailbox();
            var receiver = world.Spawn("r", mailbox);
            mailbox.Context.StartTimer(Watchdog, new VirtualDuration(1), new Note(8));
            mailbox.Context.StartTimer(Tick, new VirtualDuration(100), new Note(9));
            world.Tell(receiver, new Note(1));
            world.Tell(receiver, new Note(2));
            return () =>
            {
                Assert.EndsWith(" r:8", mailbox.Text);
                Assert.Equal(new VirtualTime(100), world.Now);
            };
        }, WithLastResort));
    }

    [Fact]
    public void Last_resort_timers_fire_one_at_a_time_in_order_of_their_due_times()
    {
        var world = new World(WithLastResort);
        var log = new List<int>();
        var helper = world.Spawn("helper", new DelegateActor((_, message) => log.Add(((Note)message).Number)));
        var actor = new DelegateActor((context, message) =>
        {
            log.Add(((Note)message).Number);
            context.Tell(helper, new Note(100 + ((Note)message).Number));
        });
        world.Spawn("r", actor);
        actor.Context.StartTimer(Watchdog, new VirtualDuration(20), new Note(2));
        actor.Context.StartTimer(Watchdog, new VirtualDuration(10), new Note(1));
        Assert.Equal(RunStatus.Quiescent, Schedules.RunChecked(world));
        Assert.Equal([1, 101, 2, 102], log);
        Assert.Equal(new VirtualTime(20), world.Now);
    }

    [Fact]
    public void In_timed_mode_there_is_no_last_resort()
    {
        var world = new World(WithLastResort with { Timed = true });
        var mailbox = new Mailbox();
        world.Spawn("r", mailbox);
        mailbox.Context.StartTimer(Tick, new VirtualDuration(20), new Note(2));
        mailbox.Context.StartTimer(Watchdog, new VirtualDuration(10), new Note(1));
        Schedules.RunChecked(world);
        Assert.Equal("r:1 r:2", mailbox.Text);
    }
}
