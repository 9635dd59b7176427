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

    [Theory]
    [InlineData(100, 5, 2)] // two switches are worth forty steps
    [InlineData(100, 70, 0)] // these are too few
    [InlineData(70, 5, 0)] // and what is short enough stays as it is
    public void A_long_run_gives_way_to_a_much_shorter_one_with_less_work_and_more_switches(int length, int cutAt, int switches)
    {
        var start = new LongWalkModel(length, cutAt, 2) { CanBeShort = true };

        var minimal = Shrinker.Shrink(start, Default(start));

        Assert.Equal(switches, minimal.Switches);
        Assert.Equal(switches > 0 ? 0 : length, ((LongWalkModel)minimal.Work).Length);
        Assert.Equal(switches > 0, minimal.Run.Steps < 20);
        Determinism.Confirm(minimal.Work.Model, minimal.Run);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_long_run_that_needs_more_switches_than_are_searched_for_stays_as_it_is(ulong seed)
    {
        var start = new LongWalkModel(0, 90, 3);

        var minimal = Shrinker.Shrink(start, Find(start, seed));

        Assert.Equal(3, minimal.Switches);
        Assert.InRange(minimal.Run.Steps, 90, 100);
    }

    [Fact]
    public void A_switch_that_only_makes_a_run_shorter_is_none_that_it_needs()
    {
        var start = new LongWalkModel(100, 5, 1);

        var minimal = Shrinker.Shrink(start, Default(start));

        Assert.Equal(0, minimal.Switches);
        Assert.Empty(Explainer.Explain(minimal).Pairs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_the_messages_that_could_be_put_off_that_is_named_whose_race_is_at_one_receiver(ulong seed)
    {
        var start = new LongWalkModel(0, 1, 1);

        var pair = Assert.Single(Explainer.Explain(Shrinker.Shrink(start, Find(start, seed))).Pairs);

        // To put off the question to the guard would do as well, and says less.
        Assert.Equal(("cut", "walker"), (pair.First.Sender, pair.First.Receiver));
        Assert.Equal(("guard0", "walker"), (pair.Second.Sender, pair.Second.Receiver));
        Assert.True(pair.Neighbour.Passes);
    }

    [Fact]
    public void Of_the_messages_of_a_channel_the_last_is_put_off_that_will_do()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var start = new LongWalkModel(0, 2, 1) { Greets = true };

            var pair = Assert.Single(Explainer.Explain(Shrinker.Shrink(start, Find(start, seed))).Pairs);

            Assert.Contains("guarded", pair.Second.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_a_run_one_reads_all_steps_but_the_answers_that_were_the_only_thing_possible()
    {
        var step = new NamedStep(default, 1, default, "nexus", "disk0/strategy#1", "Reply { Value = 1 }", 0, WasChosen: false);
        var minimal = Shrinker.Shrink(new LongWalkModel(3, 1, 0), Default(new LongWalkModel(3, 1, 0)));

        var diagnosis = new Diagnosis { Minimal = minimal, Steps = [step, step with { WasChosen = true }, step with { Message = "Replying" }, step], Pairs = [], Certainty = new Certainty(null, 0, 0, null) };

        Assert.Equal(2, diagnosis.StepsToRead);
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

    private static Counterexample Default(IModel model) => Counterexample.Of(ModelRun.Of(model, new FirstStrategy(), null)!, 0, model.World);

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
