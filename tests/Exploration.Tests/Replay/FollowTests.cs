using DmaActors.Exploration.Replay;
using DmaActors.Exploration.Tests.Models;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Replay;

public sealed class FollowTests
{
    [Fact]
    public void The_same_model_is_followed_to_the_last_step()
    {
        var model = new WakeUpModel(2, 3, 1);
        for (ulong seed = 1; seed <= 100; seed++)
        {
            var messages = Record(model, new RandomStrategy(seed));
            var digest = model.World.Digest.Value;

            var follow = Follow(model, messages);

            Assert.Equal((messages.Count, 0L, digest), (follow.Followed, follow.Extra, model.World.Digest.Value));
        }
    }

    [Fact]
    public void A_lost_wake_up_is_lost_again_in_a_model_that_sends_more_messages()
    {
        var messages = RecordLost();
        var model = new WakeUpModel(2, 2) { IsTalkative = true };

        var follow = Follow(model, messages);

        Assert.NotNull(model.Judge());
        Assert.Equal(messages.Count, follow.Followed);
        Assert.True(follow.Extra > 0);
    }

    [Fact]
    public void And_is_not_lost_in_one_that_was_put_right()
    {
        var messages = RecordLost();
        var model = new WakeUpModel(2, 2) { IsCorrect = true };

        var follow = Follow(model, messages);

        Assert.Null(model.Judge());
        Assert.Equal(messages.Count, follow.Followed);
        Assert.True(follow.Extra > 0, "the wake-up is answered now");
    }

    [Fact]
    public void Steps_that_no_longer_happen_are_passed_over()
    {
        var talkative = Record(new WakeUpModel(2, 2) { IsTalkative = true }, new RandomStrategy(3));

        var follow = Follow(new WakeUpModel(2, 2), talkative);

        Assert.Equal(talkative.Count(message => !message.EndsWith("Note { }", StringComparison.Ordinal)), follow.Followed);
        Assert.Equal(0, follow.Extra);
    }

    private static List<string> RecordLost()
    {
        var model = new WakeUpModel(2, 2);
        for (ulong seed = 1; ; seed++)
        {
            var messages = Record(model, new RandomStrategy(seed));
            if (model.Judge() is not null)
                return messages;
        }
    }

    private static List<string> Record(WakeUpModel model, IStrategy strategy)
    {
        model.Begin(strategy);
        var recorder = new RunRecorder(model.World);
        model.World.Recorder = recorder;
        model.World.Run();
        model.World.Recorder = null;
        return [.. recorder.Steps.Select(step => $"{step.Sender} -> {step.Receiver}: {step.Message}")];
    }

    private static FollowStrategy Follow(WakeUpModel model, List<string> messages)
    {
        var follow = new FollowStrategy(messages, []);
        ModelRun.Of(model, follow, follow);
        return follow;
    }
}
