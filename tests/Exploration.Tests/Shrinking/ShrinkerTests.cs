using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Explanation;
using DmaActors.Exploration.Replay;
using DmaActors.Exploration.Shrinking;
using DmaActors.Exploration.Tests.Models;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Shrinking;

public sealed class ShrinkerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_lost_wake_up_shrinks_to_two_uses_and_one_message_that_is_put_off(ulong seed)
    {
        var start = new WakeUpModel(3, 2, 2);

        var minimal = Shrinker.Shrink(start, Find(start, seed));

        Assert.True(minimal.IsMinimal);
        Assert.Equal(2, ((WakeUpModel)minimal.Work).Uses.Sum());
        Assert.Equal(1, minimal.Switches);
        Assert.Equal(SwitchKind.PutOff, Assert.Single(minimal.Schedule.Switches).Kind);
        Assert.Equal(10, minimal.Run.Steps); // three Go, two Take, Taken, GiveBack, Wake, WakeUp, None
        Determinism.Confirm(minimal.Work.Model, minimal.Run);
    }

    [Fact]
    public void Its_race_is_the_wake_up_before_the_answer_and_the_other_way_round_it_passes()
    {
        var start = new WakeUpModel(2, 2);

        var diagnosis = Explainer.Explain(Shrinker.Shrink(start, Find(start, 1)));

        var pair = Assert.Single(diagnosis.Pairs);
        Assert.Equal(("WakeUp", "None"), (pair.First.MessageType, pair.Second.MessageType));
        Assert.Equal(pair.First.Receiver, pair.Second.Receiver);
        Assert.Equal(pair.First.Number + 1, pair.Second.Number);
        Assert.True(pair.Neighbour.Passes);
        Assert.Equal(["None", "WakeUp"], pair.Neighbour.Steps.Where(step => step.Receiver == pair.First.Receiver).Select(step => step.MessageType).Where(type => type is "None" or "WakeUp"));
    }

    [Fact]
    public void The_wake_up_decides_and_before_it_there_is_a_way_out()
    {
        var start = new WakeUpModel(2, 2);

        var diagnosis = Explainer.Explain(Shrinker.Shrink(start, Find(start, 1)));

        Assert.Equal("WakeUp", diagnosis.Certainty.Step?.MessageType);
        Assert.True(diagnosis.Certainty is { PutOff: > 0, Random: > 0, Escape.Passes: true });
        Assert.NotNull(diagnosis.Passing);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_timer_is_brought_forward_and_a_fault_strikes_and_nothing_else_is_unusual(ulong seed)
    {
        var start = new WatchdogModel();

        var minimal = Shrinker.Shrink(start, Find(start, seed));
        var pair = Assert.Single(Explainer.Explain(minimal).Pairs);

        Assert.Equal(SwitchKind.BringForward, Assert.Single(minimal.Schedule.Switches).Kind);
        Assert.Equal(1, Assert.Single(minimal.Schedule.Values).Chosen);
        Assert.Equal(("caller!watchdog", "Taken"), (pair.First.Sender, pair.Second.MessageType));
    }

    [Fact]
    public void What_fails_in_the_default_order_needs_no_switch_and_no_race()
    {
        var start = new AlwaysBroken(new WakeUpModel(2, 2));

        var minimal = Shrinker.Shrink(start, Find(start, 1));
        var diagnosis = Explainer.Explain(minimal);

        Assert.Equal(0, minimal.Switches);
        Assert.Empty(diagnosis.Pairs);
        Assert.Null(diagnosis.Certainty.Step);
        Assert.Null(diagnosis.Passing);
    }

    [Fact]
    public void Without_a_budget_the_run_is_what_it_was_and_says_so()
    {
        var start = new WakeUpModel(2, 2);
        var found = Find(start, 1);

        var minimal = Shrinker.Shrink(start, found, stepBudget: 1);

        Assert.False(minimal.IsMinimal);
        Assert.Equal(found.Digest, minimal.Run.Digest);
    }

    [Fact]
    public void A_smaller_run_that_passes_when_it_is_run_again_is_not_shown()
    {
        var start = new OnceBroken(new WakeUpModel(2, 2));
        var found = Find(new WakeUpModel(2, 2), 1);

        Assert.Throws<NondeterminismException>(() =>
        {
            var minimal = Shrinker.Shrink(start, found);
            Determinism.Confirm(minimal.Work.Model, minimal.Run);
        });
    }

    [Fact]
    public void A_tape_whose_run_passes_is_no_violation_whoever_says_so()
    {
        var model = new WakeUpModel(1, 1);
        Assert.Null(ModelRun.Of(model, new FirstStrategy(), null));
        var claimed = Counterexample.Of(new Violation(ViolationKind.Deadlock, "lost", "client", "claimed", 1), 0, model.World);

        var thrown = Assert.Throws<NondeterminismException>(() => Determinism.Confirm(model, claimed));

        Assert.Equal(("claimed", "nothing that is wrong"), (thrown.Expected, thrown.Found));
    }

    private static Counterexample Find(IShrinkable work, ulong seed)
    {
        for (var number = seed * 1_000; ; number++)
        {
            if (ModelRun.Of(work.Model, new RandomStrategy(number), null) is { } violation)
                return Counterexample.Of(violation, (long)number, work.Model.World);
        }
    }

    /// <summary>Whatever the order, something is wrong with it.</summary>
    private sealed class AlwaysBroken(WakeUpModel inner) : IModel, IShrinkable
    {
        public World World => inner.World;

        public long StepBound => inner.StepBound;

        public IModel Model => this;

        public void Begin(IStrategy strategy) => inner.Begin(strategy);

        public Violation? Judge() => new(ViolationKind.Failed, "always", "all", "it is broken", World.Steps);

        public IEnumerable<IShrinkable> Smaller() => [];
    }

    /// <summary>Its runs fail as long as it is being shrunk, and pass from then on: as a shrinker would look that keeps what it has not run.</summary>
    private sealed class OnceBroken(WakeUpModel inner) : IModel, IShrinkable
    {
        private int judged;

        public World World => inner.World;

        public long StepBound => inner.StepBound;

        public IModel Model => this;

        public void Begin(IStrategy strategy) => inner.Begin(strategy);

        public Violation? Judge() => judged++ < 3 ? new Violation(ViolationKind.Deadlock, "lost", "client", "lost", World.Steps) : null;

        public IEnumerable<IShrinkable> Smaller() => [];
    }
}
