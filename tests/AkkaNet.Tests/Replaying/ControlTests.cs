using DmaActors.AkkaNet.Tests.Support;

namespace DmaActors.AkkaNet.Tests.Replaying;

/// <summary>Under control nothing is delivered but what the strategy chooses, and time passes only when nothing else can happen.</summary>
public sealed class ControlTests(Runtimes runtimes) : IClassFixture<Runtimes>
{
    private static readonly TimerName Short = new("short");
    private static readonly TimerName Long = new("long");

    [Theory]
    [InlineData(0, "first", "second")]
    [InlineData(1, "second", "first")]
    public void The_strategy_chooses_between_messages_of_two_senders(int chosen, string winner, string loser)
    {
        var runtime = runtimes.Begin(Runtimes.Replaying);
        runtime.Reset(new Always(chosen));
        var receiver = new DelegateActor();
        var receiverRef = runtime.Spawn("receiver", receiver);
        runtime.Spawn("first", new DelegateActor(start: context => context.Tell(receiverRef, new Note(1))));
        runtime.Spawn("second", new DelegateActor(start: context => context.Tell(receiverRef, new Note(2))));

        Assert.Equal(RunStatus.Quiescent, Runtimes.Complete(runtime));

        Assert.Equal([winner, loser], receiver.Received.Select(note => note.Sender));
    }

    [Fact]
    public void Messages_of_one_sender_stay_in_order_whatever_the_strategy()
    {
        var runtime = runtimes.Begin(Runtimes.Replaying);
        runtime.Reset(new RandomStrategy(7));
        var receiver = new DelegateActor();
        var receiverRef = runtime.Spawn("receiver", receiver);
        for (var sender = 0; sender < 3; sender++)
        {
            runtime.Spawn($"sender{sender}", new DelegateActor(start: context =>
            {
                for (var number = 0; number < 20; number++)
                    context.Tell(receiverRef, new Note(number));
            }));
        }

        Runtimes.Complete(runtime);

        Assert.All(receiver.Received.GroupBy(note => note.Sender), notes => Assert.Equal(Enumerable.Range(0, 20), notes.Select(note => ((Note)note.Message).Number)));
        Assert.Equal(60, receiver.Received.Count);
    }

    [Fact]
    public void Hours_pass_at_once_and_timers_fire_in_their_order_to_the_nanosecond()
    {
        var runtime = runtimes.Begin(Runtimes.Replaying);
        var times = new List<long>();
        runtime.Spawn("clock", new DelegateActor((context, _) => times.Add(context.Now.Nanoseconds), context =>
        {
            context.StartTimer(Long, VirtualDuration.FromSeconds(7_200), new Note(2));
            context.StartTimer(Short, new VirtualDuration(3_600_000_000_001), new Note(1));
        }));

        Assert.Equal(RunStatus.Quiescent, Runtimes.Complete(runtime));

        Assert.Equal([3_600_000_000_001, 7_200_000_000_000], times);
    }

    /// <summary>By name, not by who was there first: of twelve, begun in an order that is not theirs.</summary>
    [Fact]
    public void Timers_of_several_actors_that_are_due_together_fire_as_on_our_own_runtime()
    {
        var onAkka = WhoIsWoken(runtimes.Begin(Runtimes.Replaying, timed: false));

        var world = new World(new WorldOptions { Timed = false });
        world.Reset(new FirstStrategy());
        Assert.Equal(WhoIsWoken(world), onAkka);
        Assert.Equal(12, onAkka.Count);
        Assert.NotEqual(Sleepers, onAkka);
    }

    [Fact]
    public void A_cancelled_timer_does_not_fire()
    {
        var runtime = runtimes.Begin(Runtimes.Replaying);
        var clock = new DelegateActor(start: context =>
        {
            var timer = context.StartTimer(Long, VirtualDuration.FromSeconds(1), new Note(2));
            context.StartTimer(Short, VirtualDuration.FromSeconds(2), new Note(1));
            Assert.True(context.CancelTimer(timer));
        });
        runtime.Spawn("clock", clock);

        Runtimes.Complete(runtime);

        Assert.Equal(new Note(1), Assert.Single(clock.Received).Message);
    }

    private static IEnumerable<string> Sleepers => Enumerable.Range(0, 12).Select(number => $"sleeper{number}");

    private static List<string> WhoIsWoken(IRuntime runtime)
    {
        var woken = new List<string>();
        foreach (var name in Sleepers)
            runtime.Spawn(name, new DelegateActor((context, _) => woken.Add(context.Name), context => context.StartTimer(Short, VirtualDuration.FromSeconds(1), new Note(0))));
        Assert.Equal(RunStatus.Quiescent, Runtimes.Complete(runtime));
        return woken;
    }

    /// <summary>Always the same answer.</summary>
    private sealed class Always(int index) : IStrategy
    {
        public string Description => $"always {index}";

        public void Begin()
        {
        }

        public int NextStep(ReadOnlySpan<StepId> enabled) => index;

        public int NextValue(ChoicePoint point, int options, int defaultOption) => defaultOption;
    }
}
