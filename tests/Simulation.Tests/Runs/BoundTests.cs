using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Runs;

public class BoundTests
{
    [Theory]
    [InlineData(3, RunStatus.Quiescent)]
    [InlineData(4, RunStatus.Quiescent)]
    [InlineData(5, RunStatus.ChannelBoundReached)]
    public void A_channel_that_holds_more_than_the_bound_ends_the_run(int messages, RunStatus expected)
    {
        var world = new World(new WorldOptions { ChannelBound = 4 });
        var receiver = world.Spawn("receiver", new Mailbox());
        var sender = world.Spawn("sender", new DelegateActor((context, _) =>
        {
            for (var i = 0; i < messages; i++)
                context.Tell(receiver, new Note(i));
        }));
        world.Tell(sender, new Start());
        Assert.Equal(expected, world.Run());
        Assert.Equal(expected == RunStatus.Quiescent ? null : "sender -> receiver", world.FullChannel);
        Assert.Equal(expected == RunStatus.Quiescent ? 1 + messages : 1, world.Steps);
        Assert.Equal(expected, world.Run());
    }

    [Fact]
    public void The_next_run_knows_nothing_of_the_bound_that_was_reached()
    {
        var world = new World(new WorldOptions { ChannelBound = 1 });
        var receiver = world.Spawn("receiver", new Mailbox());
        world.Tell(receiver, new Start());
        world.Tell(receiver, new Start());
        Assert.Equal(RunStatus.ChannelBoundReached, world.Run());
        world.Reset(new FirstStrategy());
        world.Tell(world.Spawn("receiver", new Mailbox()), new Start());
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Null(world.FullChannel);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void A_run_in_chunks_is_the_run_in_one(int chunk)
    {
        var whole = RandomTraffic.Make(new World(Schedules.Untimed), seed: 4);
        Assert.Equal(RunStatus.Quiescent, whole.Run());
        var parts = RandomTraffic.Make(new World(Schedules.Untimed), seed: 4);
        var runs = 0;
        while (parts.Run(chunk) == RunStatus.Running)
            Assert.Equal(chunk * ++runs, parts.Steps);
        Assert.Equal(whole.Steps, parts.Steps);
        Assert.Equal(whole.Digest.Value, parts.Digest.Value);
        Assert.Equal(whole.Tape.Choices, parts.Tape.Choices);
        Assert.Equal(whole.Now, parts.Now);
    }

    [Fact]
    public void An_allowance_that_just_suffices_is_not_quiescence_yet()
    {
        var world = new World();
        world.Tell(world.Spawn("a", new Mailbox()), new Start());
        Assert.Equal(RunStatus.Running, world.Run(1));
        Assert.Equal(RunStatus.Quiescent, world.Run(1));
        Assert.Equal(1, world.Steps);
    }

    [Fact]
    public void A_quiescent_world_goes_on_when_it_is_told_something()
    {
        var world = new World();
        var mailbox = new Mailbox();
        var receiver = world.Spawn("a", mailbox);
        Assert.Equal(RunStatus.Quiescent, world.Run());
        world.Tell(receiver, new Note(1));
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Single(mailbox.Messages);
    }

    [Fact]
    public void A_negative_allowance_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new World().Run(-1));
}
