using DmaActors.Exploration.Liveness;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Liveness;

public sealed class CycleSearchTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Messages_that_go_round_for_ever_are_shown_once(int actors)
    {
        var ring = new RingModel(actors, works: false);

        var cycle = Find(ring);

        Assert.Equal(actors, cycle!.Steps.Count);
        Assert.Contains($"repeats {actors} steps for ever", cycle.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_ring_that_does_its_work_is_no_circle()
    {
        Assert.Null(Find(new RingModel(3, works: true)));
    }

    [Fact]
    public void A_run_that_ends_a_little_later_is_no_circle()
    {
        Assert.Null(Find(new RingModel(3, works: false, laps: 40)));
    }

    private static Cycle? Find(RingModel model)
    {
        model.Begin(new FirstStrategy());
        Assert.Equal(RunStatus.Running, model.World.Run(model.StepBound));
        return CycleSearch.Find(model, model.World.Tape.Choices.ToArray(), model.World.Steps);
    }

    /// <summary>A token that goes round, for ever or for so many laps.</summary>
    private sealed class RingModel(int actors, bool works, long laps = long.MaxValue) : IModel
    {
        public World World { get; } = new(new WorldOptions { Timed = false });

        public long StepBound => 100;

        public long Progress { get; private set; }

        public void Begin(IStrategy strategy)
        {
            World.Reset(strategy);
            Progress = 0;
            var members = new Member[actors];
            for (var i = 0; i < actors; i++)
                World.Spawn($"member{i}", members[i] = new Member());
            for (var i = 0; i < actors; i++)
                members[i].Next = members[(i + 1) % actors];
            var left = laps == long.MaxValue ? laps : laps * actors;
            foreach (var member in members)
                member.OnToken = () => { Progress += works ? 1 : 0; return --left > 0; };
            World.Tell(members[0].Address, new Begin());
        }

        public Violation? Judge() => null;

        private sealed class Member : Actor
        {
            public Member Next { get; set; } = null!;

            public Func<bool> OnToken { get; set; } = null!;

            public ActorRef Address => Context.Self;

            protected override void Receive(Message message)
            {
                if (OnToken())
                    Context.Tell(Next.Address, message);
            }
        }
    }
}
