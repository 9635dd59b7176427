namespace DmaActors.Exploration.Reduction;

/// <summary>
/// Explores one run of every class of runs: each worker calls <see cref="Work"/> on a thread of its own with a model of its own. What is found does not depend on how many there are.
/// </summary>
public sealed class DporExploration(DporOptions options)
{
    private readonly Lock gate = new();
    private readonly DporProgress progress = new();

    // Null until the first worker has split the space.
    private IReadOnlyList<Subtree>? parts;
    private PartResult?[] results = [];
    private PartResult split = new();
    private int next;
    private int working;
    private volatile bool isStopped;

    /// <summary>The first part with a violation: what comes behind it does not matter, unless one keeps going.</summary>
    private volatile int lastThatMatters = int.MaxValue;

    /// <summary>Schedules so far, for progress.</summary>
    public long Schedules => progress.Schedules;

    /// <summary>Those of them that were complete, each of another class.</summary>
    public long Classes => progress.Classes;

    /// <summary>What has been found. When all workers are done.</summary>
    public DporResult Result
    {
        get
        {
            var total = Sum(results.Length);
            var isExhaustive = total.IsWhole && parts is not null && !isStopped;
            return new DporResult(isExhaustive, total.Classes, total.Blocked, total.Unfinished, total.Steps, total.Violations, total.Races.Counts);
        }
    }

    /// <summary>The parts that are done, to go on from another time. At any time.</summary>
    public IReadOnlyList<DonePart> Done
    {
        get
        {
            lock (gate)
            {
                // Until the space has been split again there are fewer than there were.
                List<DonePart> done = [.. results.Select((result, part) => result is { IsDone: true } ? result.ToDone(part) : null).OfType<DonePart>()];
                return done.Count < options.Done.Count ? options.Done : done;
            }
        }
    }

    /// <summary>Why a world cannot be explored so; null: it can.</summary>
    public static string? WhyNot(Simulation.WorldOptions world)
    {
        if (world.Timed)
            return "dpor explores orders of messages: timed mode has one order but for ties";
        return world.SingleProcessor ? "with one processor a step can be forbidden by one that it does not depend on: use another strategy" : null;
    }

    /// <summary>Takes part until nothing is left to do.</summary>
    /// <param name="model">The worker's own; equal to those of the others.</param>
    /// <param name="stop">Ends it early: then it is not exhaustive.</param>
    public void Work(IModel model, CancellationToken stop)
    {
        if (WhyNot(model.World.Options) is { } reason)
            throw new ArgumentException(reason, nameof(model));
        var worker = new PartExploration(model, options, progress);
        SplitOnce(worker, stop);
        while (TryTake(out var part))
        {
            var found = worker.Explore(parts![part], Allowed(part), () => stop.IsCancellationRequested || part > lastThatMatters, options.OnTrace);
            Keep(part, found, stop.IsCancellationRequested);
        }

        Leave(worker, stop);
    }

    private void SplitOnce(PartExploration worker, CancellationToken stop)
    {
        lock (gate)
        {
            working++;
            if (parts is not null)
                return;
            if (TryWhole(worker, stop))
                return;
            var found = worker.Split(options.Parts, out split, () => stop.IsCancellationRequested);
            isStopped = stop.IsCancellationRequested;
            parts = found;
            results = new PartResult?[found.Count];
            foreach (var done in options.Done.Where(done => done.Part < found.Count))
            {
                progress.Add(done);
                Keep(done.Part, PartResult.Of(done), wasStopped: false);
            }
        }
    }

    /// <summary>A small space is one part, and done by whoever comes first: to split it would take more schedules than it has. False: it is not small.</summary>
    private bool TryWhole(PartExploration worker, CancellationToken stop)
    {
        if (options.Parts == 1 || options.WholeUpTo == 0)
            return false;
        var traces = new List<ulong>();
        var most = Math.Min(options.WholeUpTo, options.Schedules);
        var found = worker.Explore(Subtree.Whole, most, () => stop.IsCancellationRequested, traces.Add);
        if (!found.IsDone && most < options.Schedules && !stop.IsCancellationRequested)
        {
            progress.TakeBack(found);
            return false;
        }

        traces.ForEach(trace => options.OnTrace?.Invoke(trace));
        parts = [Subtree.Whole];
        results = new PartResult?[1];
        split = new PartResult { IsWhole = true };
        Keep(0, found, stop.IsCancellationRequested);
        return true;
    }

    private bool TryTake(out int part)
    {
        lock (gate)
        {
            while (next < parts!.Count && results[next] is not null)
                next++;
            part = next;
            if (isStopped || next >= parts.Count || next > lastThatMatters || Sum(next).Schedules >= options.Schedules)
                return false;
            next++;
            return true;
        }
    }

    /// <summary>How many schedules a part may have, as far as is known now.</summary>
    private long Allowed(int part)
    {
        lock (gate)
            return options.Schedules - Sum(part).Schedules;
    }

    private void Keep(int part, PartResult found, bool wasStopped)
    {
        lock (gate)
        {
            results[part] = found;
            isStopped |= wasStopped && !found.IsWhole;
            if (found.Violations.Count > 0 && !options.KeepGoing)
                lastThatMatters = Math.Min(lastThatMatters, part);
        }
    }

    /// <summary>Of the parts that workers took at the same time, one may have had more schedules than were left for it when those before it were done: the last worker does that one again.</summary>
    private void Leave(PartExploration worker, CancellationToken stop)
    {
        lock (gate)
        {
            if (--working > 0 || isStopped)
                return;
            var last = Math.Min(results.Length - 1, lastThatMatters);
            for (var part = 0; part <= last; part++)
            {
                var left = options.Schedules - Sum(part).Schedules;
                if (results[part] is { } result && result.Schedules > left)
                    results[part] = left > 0 ? worker.Explore(parts![part], left, () => stop.IsCancellationRequested, options.OnTrace) : null;
            }

            for (var part = last + 1; part < results.Length; part++)
                results[part] = null;
        }
    }

    /// <summary>What the first parts have found together, as far as they are done.</summary>
    private PartResult Sum(int count)
    {
        var total = new PartResult { IsWhole = true };
        total.Add(split);
        for (var part = 0; part < count; part++)
        {
            if (results[part] is { } result)
                total.Add(result);
            else
                total.IsWhole = false;
        }

        return total;
    }
}
