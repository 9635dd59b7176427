using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Actors;

public class SpawnTests
{
    private readonly World world = new(Schedules.Untimed);

    [Fact]
    public void Names_are_unique_in_a_run()
    {
        world.Spawn("a", new Mailbox());
        Assert.Throws<ArgumentException>(() => world.Spawn("a", new Mailbox()));
        Assert.Throws<ArgumentException>(() => world.Spawn("env", new Mailbox()));
        world.Reset(new FirstStrategy());
        world.Spawn("a", new Mailbox());
    }

    [Fact]
    public void The_name_of_an_actor_that_has_stopped_is_not_given_again()
    {
        var mailbox = new Mailbox();
        var actor = world.Spawn("a", mailbox);
        mailbox.Context.Stop(actor);
        Assert.Throws<ArgumentException>(() => world.Spawn("a", new Mailbox()));
    }

    [Fact]
    public void An_actor_sees_its_name_and_whom_it_hears()
    {
        var seen = "";
        var actor = world.Spawn("a", new DelegateActor((context, _) => seen = $"{context.Name} {context.Self} {context.Sender}"));
        world.Tell(actor, new Start());
        world.Run();
        Assert.Equal("a a env", seen);
    }

    [Fact]
    public void A_child_spawned_in_a_turn_hears_what_is_sent_to_it_in_that_turn()
    {
        var child = new Mailbox();
        var parent = world.Spawn("parent", new DelegateActor((context, _) => context.Tell(context.Spawn("child", child), new Note(1))));
        world.Tell(parent, new Start());
        Schedules.RunChecked(world);
        Assert.Equal("parent:1", child.Text);
    }

    [Fact]
    public void An_actor_starts_before_it_hears_anything()
    {
        var log = "";
        var actor = world.Spawn("a", new DelegateActor((_, _) => log += "message", _ => log += "start "));
        world.Tell(actor, new Start());
        world.Run();
        Assert.Equal("start message", log);
    }

    [Fact]
    public void The_context_of_an_actor_is_not_there_before_it_is_spawned() =>
        Assert.Throws<InvalidOperationException>(() => new Mailbox().Context);

    [Fact]
    public void References_are_equal_when_they_mean_the_same_actor()
    {
        var mailbox = new Mailbox();
        var a = world.Spawn("a", mailbox);
        var b = world.Spawn("b", new Mailbox());
        Assert.Equal(a, mailbox.Context.Self);
        Assert.True(a == mailbox.Context.Self && a != b && a != default && default(ActorRef) == ActorRef.Nobody);
        Assert.Equal(a.GetHashCode(), mailbox.Context.Self.GetHashCode());
        Assert.Equal("nobody", default(ActorRef).Name);
    }
}
