using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Runs;

public class PanicTests
{
    private readonly World world = new(Schedules.Untimed);

    [Fact]
    public void A_panic_names_actor_message_and_step_and_ends_the_run()
    {
        var thrown = new InvalidOperationException("out of paper");
        var good = new Mailbox();
        var goodRef = world.Spawn("good", good);
        var bad = world.Spawn("bad", new DelegateActor((_, _) => throw thrown));
        world.Tell(goodRef, new Note(1));
        world.Tell(bad, new Note(2));
        world.Tell(goodRef, new Note(3));
        Assert.Equal(RunStatus.Panicked, world.Run());
        Assert.Equal(new Panic("bad", new Note(2), 2, thrown), world.Panic);
        Assert.Equal(2, world.Steps);
        Assert.Equal("env:1", good.Text);
        Assert.Equal(RunStatus.Panicked, world.Run());
        Assert.Equal(2, world.Steps);
    }

    [Fact]
    public void After_a_panic_the_world_can_be_reported_on()
    {
        var witness = Witness.Of(world);
        var traffic = RandomTraffic.Make(world, 1);
        var bad = world.Spawn("bad", new DelegateActor((_, _) => throw new InvalidOperationException()));
        world.Tell(bad, new Start());
        Assert.Equal(RunStatus.Panicked, traffic.Run());
        world.AssertInvariants();
        Assert.Equal(world.Steps, witness.Steps.Count);
        Assert.NotEqual(0, world.Tape.Count);
        Assert.NotNull(world.Panic!.Exception.StackTrace);
        Assert.Empty(world.LiveContexts);
    }

    [Fact]
    public void The_same_panic_comes_with_the_same_digest_each_time()
    {
        var digests = new HashSet<ulong>();
        for (var i = 0; i < 3; i++)
        {
            RandomTraffic.Make(world, 7);
            world.Tell(world.Spawn("bad", new DelegateActor((_, _) => throw new InvalidOperationException())), new Start());
            Assert.Equal(RunStatus.Panicked, world.Run());
            digests.Add(world.Digest.Value);
        }

        Assert.Single(digests);
    }

    [Fact]
    public void The_run_goes_on_without_the_actor_that_panicked()
    {
        var good = new Mailbox();
        var goodRef = world.Spawn("good", good);
        var bad = world.Spawn("bad", new DelegateActor((_, _) => throw new InvalidOperationException()));
        world.Tell(bad, new Note(1));
        world.Tell(bad, new Note(2));
        world.Tell(goodRef, new Note(3));
        Assert.Equal(RunStatus.Panicked, world.Run());
        Assert.Equal(bad, world.StopPanicked());
        Assert.Equal(RunStatus.Quiescent, Schedules.RunChecked(world));
        Assert.Equal("env:3", good.Text);
        Assert.Equal(1, world.DeadLetters);
        Assert.Equal("bad", world.Panic!.Actor);
    }

    [Fact]
    public void Only_after_a_panic_somebody_can_be_stopped_for_it() =>
        Assert.Throws<InvalidOperationException>(() => world.StopPanicked());

    [Fact]
    public void An_exception_of_a_framework_actor_is_a_fault()
    {
        var thrown = new KeyNotFoundException("lost");
        world.Tell(world.Spawn("nexus", new FrameworkActor(thrown)), new Note(5));
        var fault = Assert.Throws<SimulationFaultException>(() => world.Run());
        Assert.Same(thrown, fault.InnerException);
        Assert.Contains("nexus", fault.Message, StringComparison.Ordinal);
        Assert.Contains("step 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Note { Number = 5 }", fault.Message, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Faulted, world.Status);
        Assert.Null(world.Panic);
    }

    [Fact]
    public void A_fault_is_a_fault_even_in_the_turn_of_a_driver()
    {
        world.Tell(world.Spawn("driver", new DelegateActor((_, _) => throw new SimulationFaultException("broken"))), new Start());
        Assert.Throws<SimulationFaultException>(() => world.Run());
        Assert.Equal(RunStatus.Faulted, world.Status);
    }

    [Fact]
    public void A_world_that_faulted_runs_again_after_a_reset()
    {
        world.Tell(world.Spawn("nexus", new FrameworkActor(new KeyNotFoundException())), new Start());
        Assert.Throws<SimulationFaultException>(() => world.Run());
        Assert.Throws<SimulationFaultException>(() => world.Run());
        world.Reset(new FirstStrategy());
        world.Tell(world.Spawn("a", new Mailbox()), new Start());
        Assert.Equal(RunStatus.Quiescent, Schedules.RunChecked(world));
    }

    [Fact]
    public void A_world_cannot_be_run_or_reset_by_its_own_actors()
    {
        foreach (var use in new Action[] { () => world.Run(), () => world.Reset(new FirstStrategy()) })
        {
            world.Reset(new FirstStrategy());
            world.Tell(world.Spawn("a", new DelegateActor((_, _) => use())), new Start());
            Assert.Equal(RunStatus.Panicked, world.Run());
            Assert.Contains("a handles Start", world.Panic!.Exception.Message, StringComparison.Ordinal);
        }
    }

    private sealed class FrameworkActor(Exception thrown) : Actor
    {
        protected internal override bool IsFramework => true;

        protected internal override void Receive(Message message) => throw thrown;
    }
}
