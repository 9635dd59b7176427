using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Replay;
using DmaActors.Exploration.Strategies;

namespace DmaActors.Exploration.Shrinking;

/// <summary>
/// Makes a failing run small: less work first, then fewer departures from the default order, then, where it is long, fewer steps, then each departure as slight as it can be. Whatever it keeps was run and showed the
/// same kind of violation.
/// </summary>
public sealed class Shrinker
{
    /// <summary>Steps of all runs together: a few seconds.</summary>
    public const long DefaultBudget = 10_000_000;

    /// <summary>Where smaller work does not fail in the same order, it is searched for another one: so many messages are put off alone, at most.</summary>
    private const int MostSearched = 400;

    /// <summary>Runs with two messages put off, where more are needed so far.</summary>
    private const int MostPairs = 3_000;

    /// <summary>Steps that a reader takes in as they are.</summary>
    private const int Readable = 80;

    /// <summary>Steps that make up for a switch: to follow one departure from the default order is about as hard as to read so many steps in it.</summary>
    private const int StepsOfASwitch = 20;

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

        failing = WithFewerSteps(WithFewerSwitches(WithOtherSwitches(failing)));
        var (slightest, nearest) = Slightest(failing);
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
    private Failing? Search(IShrinkable work, int messages, int mostRuns) =>
        PutOff(work, messages, mostRuns).FirstOrDefault() is { } found ? found.Messages == 0 ? new Failing(work, Schedule.Default, found.Run) : Reread(work, found.Run) : null;

    /// <summary>Runs that show the violation among those with a few messages put off until nothing else can happen.</summary>
    private IEnumerable<Found> PutOff(IShrinkable work, int messages, int mostRuns)
    {
        var strategy = new PostponeStrategy();
        if (trials.Run(work.Model, strategy, null) is { } atOnce)
            yield return new Found(work, atOnce, 0);
        var search = new PostponeSearch(messages, strategy.Choices);
        var runs = 0;
        while (search.Next() is { } piece)
        {
            while (piece.NextSchedule() is { } next)
            {
                if (runs++ == mostRuns || trials.IsExhausted)
                    yield break;
                if (trials.Run(work.Model, next, null) is { } found)
                    yield return new Found(work, found, ((PostponeStrategy)next).Positions.Count);
            }
        }
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

    /// <summary>A long run gives way to one that comes to the same much sooner, with less work if it can be, though it need a switch more.</summary>
    private Failing WithFewerSteps(Failing failing)
    {
        if (failing.Run.Violation.Step <= Readable)
            return failing;
        var (least, shortest) = (Cost(failing), (Found?)null);
        foreach (var found in failing.Work.Smaller().Append(failing.Work).SelectMany(work => PutOff(work, 2, MostPairs)))
        {
            if (Cost(found.Run, found.Messages) < least)
                (least, shortest) = (Cost(found.Run, found.Messages), found);
        }

        if (shortest is null)
            return failing;

        // Without a switch that is not needed it may be as long as before.
        var shorter = WithFewerSwitches(WithLessWork(Reread(shortest.Work, shortest.Run)));
        return Cost(shorter) < Cost(failing) ? shorter : failing;
    }

    /// <summary>Makes each switch as slight as it can be. Where there is one, and another message could be put off in its place, that is taken whose race is one: two messages to one receiver.</summary>
    private (Schedule Schedule, IReadOnlyList<NearestRun> Nearest) Slightest(Failing failing)
    {
        var tightening = new Tightening(trials, failing.Work.Model);
        var first = tightening.Tighten(failing.Schedule);
        if (first.Schedule.Values.Count > 0 || first.Nearest is not [{ Meet: false }])
            return first;
        foreach (var found in PutOff(failing.Work, 1, MostSearched))
        {
            var other = WithFewerSwitches(Reread(failing.Work, found.Run));
            if (Cost(other) < Cost(failing) + StepsOfASwitch && tightening.Tighten(other.Schedule) is { Nearest: [{ Meet: true }] } race)
                return race;
        }

        return first;
    }

    private static long Cost(Failing failing) => Cost(failing.Run, failing.Schedule.Switches.Count + failing.Schedule.Values.Count);

    private static long Cost(Counterexample run, int switches) => run.Violation.Step + (StepsOfASwitch * switches);

    /// <summary>Ends the run with the step in which the violation was seen: what happens after it explains nothing.</summary>
    private Counterexample Cut(IModel model, Counterexample run)
    {
        if (run.Violation.Step >= run.Steps)
            return run;
        var violation = ModelRun.Of(model, new ReplayStrategy(run.Choices), null, run.Violation.Step);
        return violation is not null && trials.IsSame(violation) ? Counterexample.Of(violation, run.Schedule, model.World) : run;
    }

    /// <param name="Work">What is run.</param>
    /// <param name="Run">It shows the violation.</param>
    /// <param name="Messages">So many messages are put off in it.</param>
    private sealed record Found(IShrinkable Work, Counterexample Run, int Messages);

    private sealed record Failing(IShrinkable Work, Schedule Schedule, Counterexample Run);
}
