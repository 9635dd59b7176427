using DmaActors.Exploration.Histories;
using DmaActors.Exploration.Replay;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Histories;

public sealed class RunHistoryTests
{
    private readonly LostUpdateModel model = new();

    [Fact]
    public void A_step_knows_in_which_step_its_message_was_sent()
    {
        var steps = HistoryOf(new FirstStrategy()).Steps;

        Assert.All(steps.Where(step => step.SentIn == 0), step => Assert.Equal("env", step.From));
        Assert.All(steps.Where(step => step.SentIn > 0), step => Assert.Equal(step.From, steps[(int)step.SentIn - 1].To));
        Assert.Equal(2, steps.Count(step => step.SentIn == 0));
    }

    [Fact]
    public void In_every_order_a_message_comes_after_the_step_that_sends_it()
    {
        for (var seed = 1UL; seed <= 50; seed++)
            Assert.All(HistoryOf(new RandomStrategy(seed)).Steps, step => Assert.InRange(step.SentIn, 0, step.Number - 1));
    }

    [Fact]
    public void What_is_held_can_be_put_together_from_its_changes()
    {
        var history = HistoryOf(new FirstStrategy());
        var key = history.Keys.ToList().IndexOf(new StateKey("server", "number", "value"));

        Assert.Equal(history.Steps.Count + 1, history.Changes.Count);
        Assert.Equal(["0", "1"], history.Changes.SelectMany(changes => changes).Where(change => change.Key == key).Select(change => change.Value));
        Assert.Contains(new StateChange(key, "0"), history.Changes[0]);
    }

    [Fact]
    public void Looking_changes_nothing()
    {
        var plain = ModelDigest(new RandomStrategy(7), recorder: null);

        Assert.Equal(plain, ModelDigest(new RandomStrategy(7), new HistoryRecorder(model.World)));
    }

    [Fact]
    public void Of_a_long_run_the_last_steps_are_kept_and_the_rest_is_counted()
    {
        HistoryOf(new FirstStrategy());
        var all = model.World.Steps;
        var choices = model.World.Tape.Choices.ToArray();

        var history = RunHistory.Of(model, choices, all, hasEnded: true, most: 3);

        Assert.Equal(3, history.Steps.Count);
        Assert.Equal(all - 3, history.Skipped);
        Assert.Equal(all - 2, history.Steps[0].Number);
        Assert.Equal(4, history.Changes.Count);
    }

    [Theory]
    [InlineData("disk1", "disk1")]
    [InlineData("disk1/strategy#1", "disk1")]
    [InlineData("disk1!watchdog", "disk1")]
    [InlineData("disk1/callback#2!mu", "disk1")]
    public void A_context_a_timer_and_a_lock_belong_to_an_actor(string endpoint, string actor) => Assert.Equal(actor, HistoryStep.ActorOf(endpoint));

    private RunHistory HistoryOf(IStrategy strategy)
    {
        var recorder = new HistoryRecorder(model.World);
        ModelDigest(strategy, recorder);
        return recorder.Finish();
    }

    private ulong ModelDigest(IStrategy strategy, IStepRecorder? recorder)
    {
        model.Begin(strategy);
        model.World.Recorder = recorder;
        model.World.Run(model.StepBound);
        model.World.Recorder = null;
        return model.World.Digest.Value;
    }
}
