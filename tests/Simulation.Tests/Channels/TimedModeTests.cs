using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Channels;

public class TimedModeTests
{
    private static readonly WorldOptions Timed = new();
    private static readonly TimerName Tick = new("tick");

    [Fact]
    public void The_earliest_message_goes_first_whatever_the_strategy()
    {
        Schedules.Random(20, world =>
        {
            var mailbox = new Mailbox();
            var receiver = world.Spawn("receiver", mailbox);
            foreach (var delay in new[] { 30, 10, 50, 20, 40, 0 })
                world.Spawn($"s{delay}", new DelegateActor((_, _) => { }, context => context.Tell(receiver, new Note(delay), new VirtualDuration(delay))));
            return () =>
            {
                Assert.Equal([0, 10, 20, 30, 40, 50], mailbox.Messages.Select(message => ((Note)message).Number));
                Assert.Equal(new VirtualTime(50), world.Now);
            };
        }, Timed);
    }

    [Fact]
    public void Messages_of_one_time_are_a_choice()
    {
        var orders = new HashSet<string>();
        Assert.Equal(6, Schedules.All(world =>
        {
            var mailbox = new Mailbox();
            var receiver = world.Spawn("receiver", mailbox);
            for (var i = 0; i < 3; i++)
                world.Spawn($"s{i}", new DelegateActor((_, _) => { }, context => context.Tell(receiver, new Note(0), new VirtualDuration(7))));
            return () => orders.Add(mailbox.Text);
        }, Timed));
        Assert.Equal(6, orders.Count);
    }

    [Fact]
    public void A_timer_and_a_message_of_one_time_are_a_choice()
    {
        foreach (var delay in new[] { 0, 5 })
        {
            var orders = new HashSet<string>();
            Assert.Equal(2, Schedules.All(world =>
            {
                var mailbox = new Mailbox();
                var receiver = world.Spawn("receiver", mailbox);
                mailbox.Context.StartTimer(Tick, new VirtualDuration(delay), new Note(1));
                world.Spawn("sender", new DelegateActor((_, _) => { }, context => context.Tell(receiver, new Note(2), new VirtualDuration(delay))));
                return () => orders.Add(mailbox.Text);
            }, Timed));
            Assert.Equal(["receiver:1 sender:2", "sender:2 receiver:1"], orders.Order());
        }
    }

    [Fact]
    public void A_message_is_never_due_before_its_predecessor_in_the_channel()
    {
        var world = new World();
        var mailbox = new Mailbox();
        var receiver = world.Spawn("receiver", mailbox);
        world.Spawn("slow", new DelegateActor((_, _) => { }, context =>
        {
            context.Tell(receiver, new Note(1), new VirtualDuration(100));
            context.Tell(receiver, new Note(2), new VirtualDuration(10));
            context.Tell(receiver, new Note(3));
            context.Tell(receiver, new Note(4), new VirtualDuration(101));
        }));
        world.Spawn("other", new DelegateActor((_, _) => { }, context => context.Tell(receiver, new Note(5), new VirtualDuration(50))));
        var witness = Witness.Of(world);
        Schedules.RunChecked(world);
        Assert.Equal("other:5 slow:1 slow:2 slow:3 slow:4", mailbox.Text);
        Assert.Equal(["50ns", "100ns", "100ns", "100ns", "101ns"], witness.Steps.Select(step => step.Split(' ')[0]));
    }

    [Fact]
    public void A_channel_that_was_slow_once_is_not_slow_for_ever()
    {
        var world = new World();
        var mailbox = new Mailbox();
        var receiver = world.Spawn("receiver", mailbox);
        var sender = new DelegateActor((context, message) => context.Tell(receiver, message, new VirtualDuration(((Note)message).Number)));
        var senderRef = world.Spawn("sender", sender);
        world.Tell(senderRef, new Note(100));
        world.Run();
        world.Tell(senderRef, new Note(1));
        world.Run();
        Assert.Equal(new VirtualTime(101), world.Now);
    }

    [Fact]
    public void Timers_of_one_actor_overtake_each_other()
    {
        var world = new World();
        var mailbox = new Mailbox();
        world.Spawn("owner", mailbox);
        foreach (var delay in new[] { 30, 10, 20, 40, 0 })
            mailbox.Context.StartTimer(Tick, new VirtualDuration(delay), new Note(delay));
        Schedules.RunChecked(world);
        Assert.Equal([0, 10, 20, 30, 40], mailbox.Messages.Select(message => ((Note)message).Number));
    }

    [Fact]
    public void The_clock_stands_while_messages_without_delay_are_under_way()
    {
        var world = new World();
        var hops = 0;
        var hopsAtTick = -1;
        var player = new DelegateActor((context, message) =>
        {
            if (message is Note)
                hopsAtTick = hops;
            else if (hops++ < 100)
                context.Tell(context.Self, message);
        });
        var actor = world.Spawn("player", player);
        player.Context.StartTimer(Tick, new VirtualDuration(1), new Note(1));
        world.Tell(actor, new Start());
        Assert.Equal(RunStatus.Quiescent, Schedules.RunChecked(world));
        Assert.Equal((101, 101), (hops, hopsAtTick));
    }

    [Fact]
    public void A_negative_delay_is_refused()
    {
        var world = new World();
        var mailbox = new Mailbox();
        var receiver = world.Spawn("receiver", mailbox);
        Assert.Throws<ArgumentOutOfRangeException>(() => mailbox.Context.Tell(receiver, new Note(1), new VirtualDuration(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => mailbox.Context.StartTimer(Tick, new VirtualDuration(-1), new Note(1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_traffic_is_delivered_in_order_of_due_time(int seed)
    {
        var world = new World();
        var random = new Xoshiro((ulong)seed);
        var latest = default(VirtualTime);
        var received = new Dictionary<string, int>();
        var refs = new ActorRef[5];
        var sent = new Dictionary<(string, string), int>();
        world.Reset(new RandomStrategy((ulong)seed));
        for (var i = 0; i < refs.Length; i++)
        {
            refs[i] = world.Spawn($"a{i}", new DelegateActor((context, message) =>
            {
                Assert.True(context.Now >= latest);
                latest = context.Now;
                if (message is Note note && context.Sender.Name != "env")
                {
                    var channel = $"{context.Sender.Name}>{context.Name}";
                    Assert.Equal(received.GetValueOrDefault(channel), note.Number);
                    received[channel] = note.Number + 1;
                }

                if (world.Steps > 3_000)
                    return;
                for (var n = random.Below(3); n >= 0; n--)
                {
                    var to = refs[random.Below(refs.Length)];
                    var number = sent.GetValueOrDefault((context.Name, to.Name));
                    sent[(context.Name, to.Name)] = number + 1;
                    context.Tell(to, new Note(number), new VirtualDuration(random.Below(4) * random.Below(30)));
                }
            }));
        }

        world.Tell(refs[0], new Start());
        Assert.Equal(RunStatus.Quiescent, Schedules.RunChecked(world));
        Assert.Equal(sent.Values.Sum(), received.Values.Sum());
    }
}
