using DmaActors.Simulation.Contexts;
using DmaActors.AkkaNet.Tests.Support;

namespace DmaActors.AkkaNet.Tests.Supervision;

/// <summary>What becomes of an actor whose code threw is the supervisor's decision, and Akka carries it out.</summary>
public sealed class SupervisionTests(Runtimes runtimes) : IClassFixture<Runtimes>
{
    [Theory]
    [InlineData(Runtimes.Free)]
    [InlineData(Runtimes.Replaying)]
    public void Without_a_supervisor_the_run_ends_in_the_panic(string kind)
    {
        var runtime = runtimes.Begin(kind);
        var bad = runtime.Spawn("bad", new DelegateActor());
        runtime.Tell(bad, new Explode());

        Assert.Equal(RunStatus.Panicked, Runtimes.Complete(runtime));

        Assert.Equal("bad", runtime.Panic!.Actor);
        Assert.Equal("boom", runtime.Panic.Exception.Message);
    }

    [Theory]
    [InlineData(Runtimes.Free)]
    [InlineData(Runtimes.Replaying)]
    public void A_stopped_actor_is_told_to_its_watchers_and_the_others_go_on(string kind)
    {
        var runtime = runtimes.Begin(kind);
        runtime.Supervisor = new Decision(PanicAction.Stop);
        var bad = runtime.Spawn("bad", new DelegateActor());
        var good = new DelegateActor();
        var goodRef = runtime.Spawn("good", good);
        var watcher = new DelegateActor((context, message) =>
        {
            if (message is Terminated)
                context.Tell(goodRef, new Note(2));
        }, context => context.Watch(bad));
        runtime.Spawn("watcher", watcher);
        runtime.Tell(bad, new Explode());

        Assert.Equal(RunStatus.Quiescent, Runtimes.Complete(runtime));

        Assert.Equal(new Terminated(bad), Assert.Single(watcher.Received).Message);
        Assert.Equal((new Note(2), "watcher"), Assert.Single(good.Received));
    }

    [Theory]
    [InlineData(Runtimes.Free)]
    [InlineData(Runtimes.Replaying)]
    public void What_a_stopped_actor_is_told_is_a_dead_letter_and_a_late_watcher_hears_at_once(string kind)
    {
        var runtime = runtimes.Begin(kind);
        var letters = new Letters();
        runtime.Observer = letters;
        runtime.Supervisor = new Decision(PanicAction.Stop);
        var bad = runtime.Spawn("bad", new DelegateActor());
        ActorRef lateRef = default;
        var watcher = new DelegateActor((_, message) =>
        {
            if (message is Terminated)
                runtime.Tell(lateRef, new Note(0));
        }, context => context.Watch(bad));
        runtime.Spawn("watcher", watcher);
        var late = new DelegateActor((context, message) =>
        {
            if (message is not Note)
                return;
            context.Tell(bad, new Note(3));
            context.Watch(bad);
        });
        lateRef = runtime.Spawn("late", late);
        runtime.Tell(bad, new Explode());

        Assert.Equal(RunStatus.Quiescent, Runtimes.Complete(runtime));

        Assert.Equal(("late", "bad", new Note(3)), Assert.Single(letters.All));
        Assert.Equal(1, runtime.DeadLetters);
        Assert.Contains(late.Received, told => told.Message.Equals(new Terminated(bad)));
    }

    [Theory]
    [InlineData(Runtimes.Free)]
    [InlineData(Runtimes.Replaying)]
    public void After_a_restart_a_fresh_actor_stands_in_the_place_and_the_old_address_is_dead(string kind)
    {
        var runtime = runtimes.Begin(kind);
        var letters = new Letters();
        runtime.Observer = letters;
        var fresh = new DelegateActor();
        var supervisor = new Decision(PanicAction.Restart)
        {
            Replacement = () => fresh,
            Replaced = (stopped, replacement) =>
            {
                runtime.Tell(stopped, new Note(1));
                runtime.Tell(replacement, new Note(2));
            },
        };
        runtime.Supervisor = supervisor;
        var bad = runtime.Spawn("bad", new DelegateActor());
        runtime.Tell(bad, new Explode());

        Assert.Equal(RunStatus.Quiescent, Runtimes.Complete(runtime));

        Assert.Equal(new Note(2), Assert.Single(fresh.Received).Message);
        Assert.Equal("bad@2", fresh.Name);
        Assert.Equal(new Note(1), Assert.Single(letters.All).Message);
    }

    private sealed class Decision(PanicAction action) : ISupervisor
    {
        public Func<Actor> Replacement { get; init; } = () => throw new InvalidOperationException("Nobody is to be replaced.");

        public Action<ActorRef, ActorRef> Replaced { get; init; } = (_, _) => { };

        public PanicAction OnPanic(ActorRef actor, Panic panic) => action;

        public Actor Remake(ActorRef stopped) => Replacement();

        public void OnReplaced(ActorRef stopped, ActorRef replacement) => Replaced(stopped, replacement);
    }

    private sealed class Letters : IWorldObserver
    {
        private readonly Lock sync = new();
        private readonly List<(string Sender, string Receiver, Message Message)> all = [];

        public IReadOnlyList<(string Sender, string Receiver, Message Message)> All
        {
            get
            {
                lock (sync)
                    return [.. all];
            }
        }

        public void OnDeadLetter(string sender, string receiver, Message message)
        {
            lock (sync)
                all.Add((sender, receiver, message));
        }

        public void OnDataRace(DataRace race)
        {
        }

        public void OnForbiddenBlock(TaskContext context, string call)
        {
        }

        public void OnAboveLockLevel(TaskContext context, string call)
        {
        }
    }
}
