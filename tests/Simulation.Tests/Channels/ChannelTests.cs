using DmaActors.Simulation.Channels;
using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Channels;

public class ChannelTests
{
    private readonly World world = new(Schedules.Untimed);

    [Fact]
    public void An_empty_channel_owns_no_queue()
    {
        var (channel, mailbox) = MakeChannel();
        Assert.False(channel.HasQueue);
        world.Send(channel, new Note(1), 0, null);
        Assert.False(channel.HasQueue);
        world.Send(channel, new Note(2), 0, null);
        Assert.True(channel.HasQueue);
        world.Run();
        Assert.False(channel.HasQueue);
        Assert.Equal(0, channel.Count);
        Assert.Equal("sender:1 sender:2", mailbox.Text);
    }

    [Fact]
    public void The_queues_of_empty_channels_are_used_by_the_next_that_need_one()
    {
        var (one, _) = MakeChannel();
        for (var i = 0; i < 6; i++)
            world.Send(one, new Note(i), 0, null);
        world.Run();
        var kept = new[] { world.Queues.Rent(4), world.Queues.Rent(8) };
        foreach (var queue in kept)
            world.Queues.Return(queue);
        for (var i = 0; i < 6; i++)
            world.Send(one, new Note(i), 0, null);
        Assert.Same(kept[0], world.Queues.Rent(4));
        Assert.NotSame(kept[1], world.Queues.Rent(8));
        Assert.All(kept[0], slot => Assert.Equal(default, slot));
    }

    [Fact]
    public void A_long_queue_is_not_kept()
    {
        var (channel, _) = MakeChannel();
        for (var i = 0; i < 1_000; i++)
            world.Send(channel, new Note(i), 0, null);
        world.Run();
        var one = world.Queues.Rent(512);
        world.Queues.Return(one);
        Assert.NotSame(one, world.Queues.Rent(512));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(66)]
    [InlineData(130)]
    public void Messages_arrive_in_the_order_of_sending_while_others_are_sent(int burst)
    {
        var (channel, mailbox) = MakeChannel();
        var sent = 0;
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < burst; i++)
                world.Send(channel, new Note(sent++), 0, null);
            world.Run(burst / 2);
        }

        world.Run();
        Assert.Equal(Enumerable.Range(0, sent), mailbox.Messages.Select(message => ((Note)message).Number));
    }

    [Fact]
    public void A_channel_of_an_older_run_is_empty()
    {
        var (channel, _) = MakeChannel();
        world.Send(channel, new Note(1), 0, null);
        world.Send(channel, new Note(2), 0, null);
        world.Reset(new FirstStrategy());
        var mailbox = new Mailbox();
        var receiver = world.Spawn("receiver", mailbox);
        Assert.Same(channel.To, receiver.Cell);
        world.Send(channel, new Note(3), 0, null);
        world.AssertInvariants();
        world.Run();
        Assert.Equal(3, Assert.IsType<Note>(Assert.Single(mailbox.Messages)).Number);
    }

    [Fact]
    public void Messages_taken_back_from_the_middle_leave_the_others_in_order()
    {
        var (channel, mailbox) = MakeChannel();
        foreach (var number in new[] { 1, 2, 1, 3, 1, 1, 4 })
            world.Send(channel, new Note(number), 0, null);
        world.WithdrawAll(channel, new Note(1));
        world.AssertInvariants();
        world.Run();
        Assert.Equal("sender:2 sender:3 sender:4", mailbox.Text);
    }

    [Fact]
    public void All_messages_of_a_channel_can_be_taken_back()
    {
        var (channel, mailbox) = MakeChannel();
        for (var i = 0; i < 10; i++)
            world.Send(channel, new Note(1), 0, null);
        world.WithdrawAll(channel, new Note(1));
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Empty(mailbox.Messages);
        Assert.False(channel.HasQueue);
    }

    private (Channel Channel, Mailbox Mailbox) MakeChannel()
    {
        var mailbox = new Mailbox();
        var receiver = world.Spawn("receiver", mailbox);
        var sender = world.Spawn("sender", new Mailbox());
        return (((Cell)sender.Cell!).ChannelTo((Cell)receiver.Cell!)!, mailbox);
    }
}
