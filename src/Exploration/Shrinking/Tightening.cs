using DmaActors.Exploration.Replay;

namespace DmaActors.Exploration.Shrinking;

/// <summary>
/// Makes each switch of a failing schedule as slight as it can be: a message is put off no longer, and a timer brought forward no further, than the violation needs. Then the run
/// with the switch one step slighter does not fail, and the two steps that change places between the two are the race.
/// </summary>
internal sealed class Tightening(Trials trials, IModel model)
{
    /// <summary>To tighten one switch can loosen what another one needs; it settles after two or three rounds.</summary>
    private const int MostRounds = 5;

    /// <summary>A schedule that still fails, without switches that are not needed, and what is nearest to it beside each of them.</summary>
    public (Schedule Schedule, IReadOnlyList<NearestRun> Nearest) Tighten(Schedule schedule)
    {
        var nearest = new List<NearestRun>();
        for (var round = 0; round < MostRounds; round++)
        {
            var before = schedule;
            nearest.Clear();
            for (var i = 0; i < schedule.Switches.Count; i++)
            {
                if (trials.IsExhausted)
                    return (schedule, []);
                if (trials.Run(model, schedule.Without(i)) is not null)
                {
                    schedule = schedule.Without(i--);
                    continue;
                }

                var (tight, near) = schedule.Switches[i].Kind == SwitchKind.PutOff ? PutOffLess(PutOffLater(schedule, i), i) : BringForwardLess(schedule, i);
                schedule = tight;
                if (near is not null)
                    nearest.Add(near);
            }

            if (before.Switches.SequenceEqual(schedule.Switches))
                break;
        }

        return (schedule, [.. nearest]);
    }

    /// <summary>With a message all that stands behind it in its channel is put off: of these the last is named that will do, so that the others come as always.</summary>
    private Schedule PutOffLater(Schedule schedule, int index)
    {
        var one = schedule.Switches[index];
        var strategy = new ScheduleStrategy(schedule);
        var recorder = new RunRecorder(model.World, strategy);
        if (trials.Run(model, strategy, recorder) is null || recorder.Steps.Find(step => step.Name == one.Message) is not { } first)
            return schedule;
        foreach (var step in recorder.Steps.Skip((int)first.Number).Where(step => step.Sender == first.Sender && step.Receiver == first.Receiver))
        {
            var later = schedule.With(index, one with { Message = step.Name });
            if (trials.Run(model, later) is null)
                break;
            schedule = later;
        }

        return schedule;
    }

    /// <summary>Lets the message go after the first step after which it is too late.</summary>
    private (Schedule Schedule, NearestRun? Nearest) PutOffLess(Schedule schedule, int index)
    {
        var one = schedule.Switches[index];
        var strategy = new ScheduleStrategy(schedule);
        var recorder = new RunRecorder(model.World, strategy);
        if (trials.Run(model, strategy, recorder) is null || !strategy.PassedOver.TryGetValue(one.Message, out var passedOver))
            return (schedule, null);
        var passing = schedule.Without(index);
        foreach (var step in recorder.Steps.Skip((int)passedOver).TakeWhile(step => step.Name != one.Message))
        {
            var until = schedule.With(index, one with { Anchor = step.Name });
            if (trials.Run(model, until) is not null)
                return (until, Nearest(step, one.Message, recorder, passing));
            passing = until;
        }

        // Only when nothing else can happen is it late enough.
        return (schedule, recorder.Steps.LastOrDefault(step => step.Name != one.Message) is { } last ? Nearest(last, one.Message, recorder, passing) : null);
    }

    /// <summary>Lets the timer go off after the last step after which it is still too early.</summary>
    private (Schedule Schedule, NearestRun? Nearest) BringForwardLess(Schedule schedule, int index)
    {
        var one = schedule.Switches[index];
        var passing = schedule.Without(index);
        var strategy = new ScheduleStrategy(passing);
        var recorder = new RunRecorder(model.World, strategy);
        trials.Run(model, strategy, recorder);
        var steps = recorder.Steps.TakeWhile(step => step.Name != one.Message).ToList();
        for (var i = steps.Count - 1; i > 0 && steps[i].Name != one.Anchor; i--)
        {
            var after = schedule.With(index, one with { Anchor = steps[i - 1].Name });
            if (trials.Run(model, after) is not null)
                return (after, Nearest(steps[i], one.Message, recorder, passing) with { First = one.Message, Second = steps[i].Name });
            passing = after;
        }

        return (schedule, null);
    }

    private static NearestRun Nearest(NamedStep first, StepName second, RunRecorder recorder, Schedule passing)
    {
        var other = recorder.Steps.Find(step => step.Name == second);
        return new NearestRun(first.Name, second, passing, other is not null && ActorOf(first) == ActorOf(other));

        static string ActorOf(NamedStep step) => step.Receiver.Split('/', 2)[0];
    }
}
