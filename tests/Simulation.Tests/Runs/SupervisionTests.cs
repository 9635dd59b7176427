using DmaActors.Simulation.Hosting;
using DmaActors.Simulation.Tests.Support;

namespace DmaActors.Simulation.Tests.Runs;

/// <summary>What becomes of an actor whose code threw is the supervisor's decision.</summary>
public class SupervisionTests
{
    private readonly World world = new(Schedules.Untimed);

    [Fact]
    public void The_run_ends_if_the_supervisor_says_so_and_he_is_asked_once()
    {
        var supervisor = new Decision(PanicAction.End);
        world.Supervisor = supervisor;
        world.Tell(world.Spawn("bad", Bad()), new Start());

        Assert.Equal(RunStatus.Panicked, world.Run());
        Assert.Equal(RunStatus.Panicked, world.Run());

        Assert.Equal(["bad"], supervisor.Asked);
    }

    [Fact]
    public void A_stopped_actor_is_told_to_its_watchers_and_the_others_go_on()
    {
        world.Supervisor = new Decision(PanicAction.Stop);
        var bad = world.Spawn("bad", Bad());
        var heard = new List<Message>();
        world.Spawn("watcher", new DelegateActor((_, message) => heard.Add(message), context => context.Watch(bad)));
        var good = new Mailbox();
        var goodRef = world.Spawn("good", good);
        world.Tell(bad, new Start());
        world.Tell(goodRef, new Note(1));
        world.Tell(bad, new Note(2));

        Assert.Equal(RunStatus.Quiescent, world.Run());

        Assert.Equal([new Terminated(bad)], heard);
        Assert.Equal("env:1", good.Text);
        Assert.Equal(1, world.DeadLetters);
        Assert.Equal("bad", world.Panic!.Actor);
    }

    [Fact]
    public void What_is_under_way_to_a_stopped_actor_takes_no_more_steps_of_the_run_and_its_timers_are_cancelled()
    {
        world.Supervisor = new Decision(PanicAction.Stop);
        var bad = world.Spawn("bad", new DelegateActor(
            (_, message) =>
            {
                if (message is Start)
                    throw new InvalidOperationException("out of paper");
            },
            context => context.StartTimer(new TimerName("watchdog"), new VirtualDuration(1_000), new Note(9))));
        world.Tell(bad, new Start());
        for (var i = 0; i < 5; i++)
            world.Tell(bad, new Note(i));

        Assert.Equal(RunStatus.Quiescent, world.Run());
        world.AssertInvariants();
        Assert.Equal((1, 5), (world.Steps, world.DeadLetters));

        world.Tell(bad, new Note(5));
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal((1, 6), (world.Steps, world.DeadLetters));
    }

    [Fact]
    public void Each_restart_begins_a_fresh_actor_under_a_name_of_its_own()
    {
        var supervisor = new Decision(PanicAction.Restart) { Replacement = Bad };
        supervisor.Replaced = (stopped, replacement) =>
        {
            world.Tell(stopped, new Note(1));
            if (supervisor.Asked.Count < 3)
                world.Tell(replacement, new Start());
        };
        world.Supervisor = supervisor;
        world.Tell(world.Spawn("bad", Bad()), new Start());

        Assert.Equal(RunStatus.Quiescent, world.Run());

        Assert.Equal(["bad", "bad@2", "bad@3"], supervisor.Asked);
        Assert.Equal(3, world.DeadLetters);
    }

    [Fact]
    public void A_bound_of_steps_counts_across_panics()
    {
        world.Supervisor = new Decision(PanicAction.Stop);
        foreach (var name in new[] { "a", "b", "c" })
            world.Tell(world.Spawn(name, Bad()), new Start());

        Assert.Equal(RunStatus.Running, world.Run(2));

        Assert.Equal(2, world.Steps);
        Assert.Equal(RunStatus.Quiescent, world.Run());
        Assert.Equal(3, world.Steps);
    }

    [Fact]
    public void What_the_supervisor_throws_comes_out_as_it_is()
    {
        var thrown = new KeyNotFoundException("no such device");
        world.Supervisor = new Decision(PanicAction.Restart) { Replacement = () => throw thrown };
        world.Tell(world.Spawn("bad", Bad()), new Start());

        Assert.Same(thrown, Assert.Throws<KeyNotFoundException>(() => world.Run()));

        Assert.Equal(RunStatus.Faulted, world.Status);
        Assert.Same(thrown, Assert.Throws<KeyNotFoundException>(() => world.Run()));
    }

    [Fact]
    public void A_fresh_actor_that_fails_to_begin_ends_the_run_in_the_same_way()
    {
        var thrown = new KeyNotFoundException("no such register");
        world.Supervisor = new Decision(PanicAction.Restart) { Replaced = (_, _) => throw thrown, Replacement = () => new Mailbox() };
        world.Tell(world.Spawn("bad", Bad()), new Start());

        Assert.Same(thrown, Assert.Throws<KeyNotFoundException>(() => world.Run()));

        Assert.Equal(RunStatus.Faulted, world.Status);
    }

    [Theory]
    [InlineData(PanicAction.Stop)]
    [InlineData(PanicAction.Restart)]
    public void Supervised_runs_of_equal_seeds_are_equal(PanicAction action)
    {
        var digests = new HashSet<ulong>();
        for (var i = 0; i < 3; i++)
        {
            var traffic = RandomTraffic.Make(world, 7);
            world.Supervisor = new Decision(action) { Replacement = () => new Mailbox(), Replaced = (_, replacement) => world.Tell(replacement, new Note(1)) };
            world.Tell(world.Spawn("bad", Bad()), new Start());
            Assert.Equal(RunStatus.Quiescent, traffic.Run());
            digests.Add(world.Digest.Value);
        }

        Assert.Single(digests);
    }

    private static DelegateActor Bad() => new((_, _) => throw new InvalidOperationException("out of paper"));

    private sealed class Decision(PanicAction action) : ISupervisor
    {
        public List<string> Asked { get; } = [];

        public Func<Actor> Replacement { get; init; } = () => throw new InvalidOperationException("Nobody is to be replaced.");

        public Action<ActorRef, ActorRef> Replaced { get; set; } = (_, _) => { };

        public PanicAction OnPanic(ActorRef actor, Panic panic)
        {
            Asked.Add(actor.Name);
            return action;
        }

        public Actor Remake(ActorRef stopped) => Replacement();

        public void OnReplaced(ActorRef stopped, ActorRef replacement) => Replaced(stopped, replacement);
    }
}
