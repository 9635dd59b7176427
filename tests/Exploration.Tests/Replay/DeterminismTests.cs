using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Replay;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Replay;

public sealed class DeterminismTests
{
    private readonly LostUpdateModel inner = new();

    [Fact]
    public void A_violation_that_its_choices_repeat_is_confirmed()
    {
        var violation = Find(inner);
        var runs = inner.Runs;

        Determinism.Confirm(inner, violation);

        Assert.Equal(runs + 2, inner.Runs);
    }

    [Fact]
    public void A_model_that_changes_from_run_to_run_is_told_from_a_race()
    {
        var leaky = new LeakyModel(inner);

        var thrown = Assert.Throws<NondeterminismException>(() => Determinism.Confirm(leaky, Find(leaky)));

        Assert.True(thrown.Step > 0);
        Assert.NotEqual(thrown.Expected, thrown.Found);
    }

    private static Counterexample Find(IModel model)
    {
        for (ulong seed = 1; ; seed++)
        {
            model.Begin(new RandomStrategy(seed));
            model.World.Run();
            if (model.Judge() is { } violation)
                return Counterexample.Of(violation, (long)seed, model.World);
        }
    }

    /// <summary>What it sends depends on how often it was run: as a driver with a static field would.</summary>
    private sealed class LeakyModel(LostUpdateModel inner) : IModel
    {
        public World World => inner.World;

        public long StepBound => inner.StepBound;

        public void Begin(IStrategy strategy)
        {
            inner.Begin(strategy);
            World.Tell(World.Spawn("leak", new Leak()), new Put((ulong)inner.Runs));
        }

        public Violation? Judge() => inner.Judge();

        private sealed class Leak : Actor
        {
            protected override void Receive(Message message)
            {
            }
        }
    }
}
