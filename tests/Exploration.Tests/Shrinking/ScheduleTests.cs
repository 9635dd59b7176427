using DmaActors.Exploration.Replay;
using DmaActors.Exploration.Shrinking;
using DmaActors.Exploration.Tests.Models;
using DmaActors.Simulation;

namespace DmaActors.Exploration.Tests.Shrinking;

public sealed class ScheduleTests
{
    [Fact]
    public void Any_run_said_as_a_schedule_is_the_same_run_again()
    {
        var digests = new HashSet<ulong>();
        foreach (var model in new IModel[] { new WakeUpModel(2, 3, 1), new WatchdogModel(), new LostUpdateModel() })
        {
            for (ulong seed = 1; seed <= 200; seed++)
            {
                var reader = new ScheduleReader(new RandomStrategy(seed));
                ModelRun.Of(model, reader, reader);
                var (steps, digest) = (model.World.Steps, model.World.Digest.Value);

                var again = new ScheduleStrategy(reader.Schedule);
                ModelRun.Of(model, again, again);

                Assert.Equal((steps, digest), (model.World.Steps, model.World.Digest.Value));
                digests.Add(digest);
            }
        }

        Assert.True(digests.Count > 100, "the runs are of many kinds");
    }

    [Fact]
    public void The_default_order_has_nothing_to_say()
    {
        var reader = new ScheduleReader(new FirstStrategy());
        ModelRun.Of(new WakeUpModel(2, 2), reader, reader);

        Assert.True(reader.Schedule.IsDefault);
    }

    [Fact]
    public void What_a_run_does_not_have_is_left_out_of_account()
    {
        var model = new WakeUpModel(2, 2);
        ModelRun.Of(model, new FirstStrategy(), null);
        var usual = model.World.Digest.Value;
        var strangers = new ScheduleStrategy(new Schedule([new Switch(SwitchKind.PutOff, new StepName(1, 1), null), new Switch(SwitchKind.BringForward, new StepName(2, 1), new StepName(3, 1))], [new OddValue(4, 1, 1)]));

        ModelRun.Of(model, strangers, strangers);

        Assert.Equal(usual, model.World.Digest.Value);
    }
}
