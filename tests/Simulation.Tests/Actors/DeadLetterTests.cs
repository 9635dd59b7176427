using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Actors;

public class DeadLetterTests
{
    private readonly World world = new(Schedules.Untimed);
    private readonly Witness witness;

    public DeadLetterTests() => witness = Witness.Of(world);

    [Fact]
    public void A_message_to_nobody_is_a_dead_letter_at_once()
    {
        world.Tell(default, new Note(1));
        Assert.Equal(["env -> nobody: Note { Number = 1 }"], witness.DeadLetters);
        Assert.Equal(1, world.DeadLetters);
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal(0, world.Steps);
    }

    [Fact]
    public void What_is_under_way_to_an_actor_that_stops_becomes_dead_letters_and_takes_no_steps()
    {
        var mailbox = new Mailbox();
        var receiver = world.Spawn("receiver", mailbox);
        var stopper = world.Spawn("stopper", new DelegateActor((context, _) => context.Stop(receiver)));
        world.Tell(stopper, new Start());
        world.Tell(receiver, new Note(1));
        world.Tell(receiver, new Note(2));
        Schedules.RunChecked(world);
        Assert.Empty(mailbox.Messages);
        Assert.Equal(["env -> receiver: Note { Number = 1 }", "env -> receiver: Note { Number = 2 }"], witness.DeadLetters);
        Assert.Equal(1, world.Steps);
    }

    [Fact]
    public void A_timer_of_an_actor_that_has_stopped_is_cancelled()
    {
        var actor = new DelegateActor((context, _) => context.Stop(context.Self), context => context.StartTimer(new TimerName("tick"), new VirtualDuration(5), new Note(1)));
        world.Tell(world.Spawn("a", actor), new Start());
        Schedules.RunChecked(world);
        Assert.Empty(witness.DeadLetters);
        Assert.Equal((1, 0L), (world.Steps, world.Now.Nanoseconds));
    }

    [Fact]
    public void An_actor_that_stops_itself_finishes_its_turn()
    {
        var mailbox = new Mailbox();
        var other = world.Spawn("other", mailbox);
        var actor = world.Spawn("a", new DelegateActor((context, _) =>
        {
            context.Stop(context.Self);
            context.Tell(other, new Note(1));
        }));
        world.Tell(actor, new Start());
        world.Tell(actor, new Start());
        Schedules.RunChecked(world);
        Assert.Equal("a:1", mailbox.Text);
        Assert.Single(witness.DeadLetters);
    }

    [Fact]
    public void Stopping_twice_and_stopping_nobody_is_nothing()
    {
        var actor = world.Spawn("a", new Mailbox());
        var stopper = new Mailbox();
        world.Spawn("stopper", stopper);
        stopper.Context.Stop(actor);
        stopper.Context.Stop(actor);
        stopper.Context.Stop(default);
        Assert.Equal(RunStatus.Quiescent, world.Run());
    }

    [Fact]
    public void A_message_to_an_actor_of_an_older_run_is_a_dead_letter()
    {
        var old = world.Spawn("old", new Mailbox());
        world.Reset(new FirstStrategy());
        var mailbox = new Mailbox();
        world.Spawn("new", mailbox);
        world.Tell(old, new Note(1));
        world.Run();
        Assert.Empty(mailbox.Messages);
        Assert.Single(witness.DeadLetters);
    }

    [Fact]
    public void A_message_to_an_actor_of_another_world_is_refused()
    {
        var stranger = new World().Spawn("stranger", new Mailbox());
        Assert.Throws<InvalidOperationException>(() => world.Tell(stranger, new Note(1)));
    }
}
