using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Replay;
using DmaActors.Exploration.Strategies;

namespace DmaActors.Exploration.Shrinking;

/// <summary>
/// Makes a failing run small: less work first, then fewer departures from the default order, then each of them as slight as it can be. Whatever it keeps was run and showed the
/// same kind of violation.
/// </summary>
public sealed class Shrinker
{
    /// <summary>Steps of all runs together: a few seconds.</summary>
    public const long DefaultBudget = 3_000_000;

    /// <summary>Where smaller work does not fail in the same order, it is searched for another one: so many messages are put off alone, at most.</summary>
    private const int MostSearched = 400;

    /// <summary>Runs with two messages put off, where more are needed so far.</summary>
    private const int MostPairs = 3_000;

    private readonly Trials trials;

    private Shrinker(Trials trials) => this.trials = trials;

    /// <summary>Shrinks a run.</summary>
    /// <param name="start">The work in which it was found.</param>
    /// <param name="found">The run.</param>
    /// <param name="stepBudget">The most steps of all runs together, about.</param>
    /// <param name="cancellation">Ends it between two runs, without a result.</param>
    /// <exception cref="NondeterminismException">The run cannot be run again.</exception>
    public static MinimalRun Shrink(IShrinkable start, Counterexample found, long stepBudget = DefaultBudget, CancellationToken cancellation = default) =>
        new Shrinker(new Trials(found.Violation, stepBudget, cancellation)).Shrink(start, found);

    private MinimalRun Shrink(IShrinkable start, Counterexample found)
    {
        var failing = Reread(start, found);
        IShrinkable before;
        var pass = 0;
        do
        {
            before = failing.Work;
            failing = WithFewerSwitches(WithLessWork(failing));
        }
        while (pass++ == 0 || !ReferenceEquals(before, failing.Work));

        failing = WithFewerSwitches(WithOtherSwitches(failing));
        var (slightest, nearest) = new Tightening(trials, failing.Work.Model).Tighten(failing.Schedule);
        var run = Cut(failing.Work.Model, trials.Run(failing.Work.Model, slightest) ?? failing.Run);
        return new MinimalRun
        {
            Work = failing.Work,
            Run = run with { Schedule = found.Schedule },
            Schedule = slightest,
            Nearest = nearest,
            IsMinimal = !trials.IsExhausted,
            Runs = trials.Runs,
        };
    }

    /// <summary>Says a tape as a schedule, and makes sure that it is the same run.</summary>
    private Failing Reread(IShrinkable work, Counterexample found)
    {
        var reader = new ScheduleReader(new ReplayStrategy(found.Choices));
        var violation = ModelRun.Of(work.Model, reader, reader, found.HasEnded ? null : found.Steps);
        if (violation is null || !trials.IsSame(violation))
            throw new NondeterminismException(work.Model.World.Steps, found.Violation.Text, violation?.Text ?? "a run that passes");
        return new Failing(work, reader.Schedule, found);
    }

    private Failing WithLessWork(Failing failing)
    {
        while (TryLessWork(failing) is { } smaller)
            failing = smaller;
        return failing;
    }

    private Failing? TryLessWork(Failing failing)
    {
        foreach (var work in failing.Work.Smaller())
        {
            if (trials.IsExhausted)
                return null;
            if (trials.Run(work.Model, failing.Schedule) is { } same)
                return new Failing(work, failing.Schedule, same);
            if (Search(work, 1, MostSearched) is { } other)
                return other;
        }

        return null;
    }

    /// <summary>Looks for the violation in runs with a few messages put off, the default order first.</summary>
    private Failing? Search(IShrinkable work, int messages, int mostRuns)
    {
        var strategy = new PostponeStrategy();
        if (trials.Run(work.Model, strategy, null) is { } atOnce)
            return new Failing(work, Schedule.Default, atOnce);
        var search = new PostponeSearch(messages, strategy.Choices);
        var runs = 0;
        while (search.Next() is { } piece)
        {
            while (piece.NextSchedule() is { } next)
            {
                if (runs++ == mostRuns || trials.IsExhausted)
                    return null;
                if (trials.Run(work.Model, next, null) is { } found)
                    return Reread(work, found);
            }
        }

        return null;
    }

    /// <summary>Only what is needed of values that are not the default, and of switches.</summary>
    private Failing WithFewerSwitches(Failing failing)
    {
        var schedule = failing.Schedule;
        schedule = schedule with { Values = DeltaDebugging.Minimize(schedule.Values, values => Fails(schedule with { Values = values })) };
        schedule = schedule with { Switches = DeltaDebugging.Minimize(schedule.Switches, switches => Fails(schedule with { Switches = switches })) };
        return trials.Run(failing.Work.Model, schedule) is { } run ? new Failing(failing.Work, schedule, run) : failing;

        bool Fails(Schedule fewer) => trials.Run(failing.Work.Model, fewer) is not null;
    }

    /// <summary>What is left of one found order need not be the simplest: fewer messages put off may do.</summary>
    private Failing WithOtherSwitches(Failing failing)
    {
        if (failing.Schedule.Values.Count > 0 || failing.Schedule.Switches.Count < 2)
            return failing;
        return Search(failing.Work, 1, MostSearched) ?? (failing.Schedule.Switches.Count > 2 ? Search(failing.Work, 2, MostPairs) : null) ?? failing;
    }

    /// <summary>Ends the run with the step in which the violation was seen: what happens after it explains nothing.</summary>
    private Counterexample Cut(IModel model, Counterexample run)
    {
        if (run.Violation.Step >= run.Steps)
            return run;
        var violation = ModelRun.Of(model, new ReplayStrategy(run.Choices), null, run.Violation.Step);
        return violation is not null && trials.IsSame(violation) ? Counterexample.Of(violation, run.Schedule, model.World) : run;
    }

    private sealed record Failing(IShrinkable Work, Schedule Schedule, Counterexample Run);
}
