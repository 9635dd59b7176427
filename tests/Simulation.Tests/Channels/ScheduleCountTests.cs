using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Channels;

/// <summary>
/// The number of schedules of small models, against closed forms or dynamic programming over their states: first in, first out in each channel, and every order
/// between channels, are neither more nor less than this.
/// </summary>
public class ScheduleCountTests
{
    [Theory]
    [InlineData(2, 1, 2)]
    [InlineData(2, 2, 6)]
    [InlineData(2, 3, 20)]
    [InlineData(3, 1, 6)]
    [InlineData(3, 2, 90)]
    [InlineData(3, 3, 1_680)]
    [InlineData(4, 2, 2_520)]
    public void Fan_in_of_ready_messages(int senders, int messages, long expected)
    {
        var orders = new HashSet<string>();
        var schedules = Schedules.All(world =>
        {
            var mailbox = new Mailbox();
            var receiver = world.Spawn("receiver", mailbox);
            for (var sender = 0; sender < senders; sender++)
            {
                // What an actor sends when it is spawned stands ready before the first step.
                world.Spawn($"s{sender}", new DelegateActor((_, _) => { }, context =>
                {
                    for (var i = 0; i < messages; i++)
                        context.Tell(receiver, new Note(i));
                }));
            }

            return () =>
            {
                foreach (var sender in mailbox.Notes.GroupBy(note => note.Split(':')[0]))
                    Assert.Equal(Enumerable.Range(0, messages).Select(i => $"{sender.Key}:{i}"), sender);
                Assert.Equal(senders * messages, mailbox.Messages.Count);
                Assert.True(orders.Add(mailbox.Text), "an order came twice");
            };
        });
        Assert.Equal(expected, schedules);
        Assert.Equal(expected, orders.Count);
    }

    [Theory]
    [InlineData(2, 1, 6)]
    [InlineData(2, 2, 20)]
    [InlineData(2, 3, 70)]
    [InlineData(3, 1, 90)]
    [InlineData(3, 2, 1_680)]
    [InlineData(3, 3, 34_650)]
    [InlineData(4, 1, 2_520)]
    public void Fan_in_of_started_senders(int senders, int messages, long expected) => Assert.Equal(expected, Schedules.Count(world =>
    {
        var receiver = world.Spawn("receiver", new Mailbox());
        for (var sender = 0; sender < senders; sender++)
        {
            var spawned = world.Spawn($"s{sender}", new DelegateActor((context, _) =>
            {
                for (var i = 0; i < messages; i++)
                    context.Tell(receiver, new Note(i));
            }));
            world.Tell(spawned, new Start());
        }
    }));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 6)]
    [InlineData(3, 90)]
    [InlineData(4, 2_520)]
    public void Fork_and_join(int workers, long expected) => Assert.Equal(expected, Schedules.All(world =>
    {
        var sink = new Mailbox();
        var sinkRef = world.Spawn("sink", sink);
        var refs = Enumerable.Range(0, workers).Select(i => world.Spawn($"w{i}", new Echo())).ToArray();
        var done = 0;
        var main = world.Spawn("main", new DelegateActor((context, message) =>
        {
            if (message is Start)
            {
                foreach (var worker in refs)
                    context.Tell(worker, new Ask(0));
            }
            else if (++done == workers)
            {
                context.Tell(sinkRef, new Note(0));
            }
        }));
        world.Tell(main, new Start());
        return () => Assert.Equal((workers, 1), (done, sink.Messages.Count));
    }));

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(3, 1, 24)]
    [InlineData(2, 2, 24)]
    [InlineData(3, 2, 120)]
    [InlineData(6, 1, 5_040)]
    [InlineData(3, 3, 720)]
    public void Readers_and_writers_of_a_register(int readers, int writers, long expected) => Assert.Equal(expected, Schedules.Count(world =>
    {
        var register = world.Spawn("register", new Mailbox());
        for (var i = 0; i < readers + writers; i++)
        {
            var number = i;
            world.Spawn($"user{i}", new DelegateActor((_, _) => { }, context => context.Tell(register, new Note(number))));
        }
    }));

    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(2, 1, 20)]
    [InlineData(2, 3, 3_432)]
    public void Ping_pong_of_independent_pairs(int pairs, int rounds, long expected) => Assert.Equal(expected, Schedules.Count(world =>
    {
        for (var pair = 0; pair < pairs; pair++)
        {
            var echo = world.Spawn($"b{pair}", new Echo());
            var counted = -1;
            var player = world.Spawn($"a{pair}", new DelegateActor((context, _) =>
            {
                if (++counted < rounds)
                    context.Tell(echo, new Ask(0));
            }));
            world.Tell(player, new Start());
        }
    }));

    [Theory]
    [InlineData(3, 1, 6, 1)]
    [InlineData(3, 2, 1, 6)]
    [InlineData(3, 2, 3, 41)]
    [InlineData(3, 3, 2, 792)]
    [InlineData(4, 2, 4, 138)]
    [InlineData(4, 2, 8, 11_074)]
    [InlineData(4, 3, 3, 11_792)]
    public void Tokens_in_a_ring(int actors, int tokens, int hops, long expected) => Assert.Equal(expected, Schedules.Count(world =>
    {
        var ring = new ActorRef[actors];
        for (var i = 0; i < actors; i++)
        {
            var next = (i + 1) % actors;
            ring[i] = world.Spawn($"a{i}", new DelegateActor((context, message) =>
            {
                if (message is Note { Number: > 0 } token)
                    context.Tell(ring[next], new Note(token.Number - 1));
            }));
        }

        for (var token = 0; token < tokens; token++)
            world.Tell(ring[token], new Note(hops));
    }));

    [Theory]
    [InlineData(2, 1, 70, new[] { 1, 2 })]
    [InlineData(2, 2, 3_432, new[] { 2, 3, 4 })]
    [InlineData(3, 1, 34_650, new[] { 1, 2, 3 })]
    public void A_counter_that_is_read_and_then_written(int clients, int rounds, long expected, int[] finals)
    {
        var found = new HashSet<int>();
        var schedules = Schedules.All(world =>
        {
            var value = 0;
            var server = world.Spawn("server", new DelegateActor((context, message) =>
            {
                if (message is Ask)
                    context.Tell(context.Sender, new Note(value));
                else
                    value = ((Note)message).Number;
            }));
            for (var client = 0; client < clients; client++)
                world.Tell(world.Spawn($"c{client}", CounterClient(server, rounds)), new Start());
            return () => found.Add(value);
        });
        Assert.Equal(expected, schedules);
        Assert.Equal(finals, found.Order());
    }

    private static DelegateActor CounterClient(ActorRef server, int rounds)
    {
        var done = 0;
        return new DelegateActor((context, message) =>
        {
            if (message is Note read)
            {
                context.Tell(server, new Note(read.Number + 1));
                if (++done == rounds)
                    return;
            }

            context.Tell(server, new Ask(0));
        });
    }
}
