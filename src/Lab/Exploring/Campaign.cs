using System.Diagnostics;
using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Simulation;

namespace DmaActors.Lab.Exploring;

/// <summary>
/// Runs the schedules of a search, on one thread or several. Pieces are numbered as the search gives them out and folded in that order, so that what is reported depends on the
/// search and the bound of schedules alone, never on who was faster.
/// </summary>
internal sealed class Campaign
{
    private readonly Lock sync = new();
    private readonly ISearch search;
    private readonly CampaignOptions options;
    private readonly CancellationToken cancellation;
    private readonly Stopwatch clock = new();

    /// <summary>Pieces that are done while an earlier one is not.</summary>
    private readonly SortedDictionary<long, PieceResult> waiting = [];
    private readonly Dictionary<string, Counterexample> violations = [];
    private long taken;
    private long folded;

    /// <summary>The first piece with a violation, where the first one ends the campaign.</summary>
    private long lowest = long.MaxValue;
    private long schedules;
    private long steps;
    private long unfinished;
    private long schedulesSoFar;
    private bool isExhausted;
    private bool isFull;
    private volatile Exception? failure;

    private Campaign(ISearch search, CampaignOptions options, CancellationToken cancellation)
    {
        this.search = search;
        this.options = options;
        this.cancellation = cancellation;
    }

    /// <summary>Runs a search to its end or to a bound.</summary>
    /// <param name="search">Where the schedules come from.</param>
    /// <param name="newModel">Makes a model; each worker has its own.</param>
    /// <param name="options">Bounds and workers.</param>
    /// <param name="progress">Told every now and then, on the caller's thread.</param>
    /// <param name="cancellation">Ends it between two schedules.</param>
    public static CampaignReport Run(ISearch search, Func<IModel> newModel, CampaignOptions options, Action<CampaignProgress>? progress, CancellationToken cancellation)
    {
        var campaign = new Campaign(search, options, cancellation);
        campaign.WorkOnThreads(newModel, progress);
        return campaign.Report();
    }

    /// <summary>Runs so many schedules of a search on the caller's thread, with a model of its own: to be measured.</summary>
    internal static CampaignReport Run(ISearch search, IModel model, long schedules, CancellationToken cancellation)
    {
        var campaign = new Campaign(search, new CampaignOptions { Schedules = schedules }, cancellation);
        campaign.clock.Start();
        campaign.Work(model);
        campaign.clock.Stop();
        return campaign.Report();
    }

    private CampaignProgress Progress => new(Interlocked.Read(ref schedulesSoFar), options.Schedules, clock.Elapsed, options.Time, violations.Count);

    private bool IsOutOfTime => options.Time is { } time && clock.Elapsed >= time;

    private void WorkOnThreads(Func<IModel> newModel, Action<CampaignProgress>? progress)
    {
        clock.Start();
        var threads = new Thread[options.Workers];
        for (var i = 0; i < threads.Length; i++)
        {
            // As deep as the main thread's: recursion of a driver is measured against the stack.
            threads[i] = new Thread(() => Guard(newModel), 8 << 20) { IsBackground = true, Name = $"explore {i}" };
            threads[i].Start();
        }

        foreach (var thread in threads)
        {
            while (!thread.Join(100))
                progress?.Invoke(Progress);
        }

        clock.Stop();
        if (failure is { } thrown)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(thrown);
    }

    private void Guard(Func<IModel> newModel)
    {
        try
        {
            Work(newModel());
        }
        catch (Exception exception)
        {
            failure ??= exception;
        }
    }

    private void Work(IModel model)
    {
        while (TryTake(out var piece, out var order))
        {
            var result = new PieceResult();
            while (!HasEnded(order) && piece.NextSchedule() is { } strategy)
            {
                model.Begin(strategy);
                model.World.Run(model.StepBound);
                var violation = model.Judge();
                result.Add(model.World, violation is null && model.World.Status == RunStatus.Running);
                Interlocked.Increment(ref schedulesSoFar);
                if (violation is null)
                    continue;
                result.Violations.Add(Counterexample.Of(violation, result.Schedules.Count, model.World));
                if (!options.KeepGoing)
                    break;
            }

            Fold(order, result);
        }
    }

    private bool TryTake(out IPiece piece, out long order)
    {
        lock (sync)
        {
            order = taken;
            piece = null!;
            if (isFull || isExhausted || HasEnded(order))
                return false;
            if (search.Next() is not { } next)
            {
                isExhausted = true;
                return false;
            }

            piece = next;
            taken++;
            return true;
        }
    }

    private bool HasEnded(long order) => cancellation.IsCancellationRequested || failure is not null || order > Interlocked.Read(ref lowest) || IsOutOfTime;

    private void Fold(long order, PieceResult result)
    {
        lock (sync)
        {
            waiting.Add(order, result);
            if (!options.KeepGoing && result.Violations.Count > 0 && order < lowest)
                Interlocked.Exchange(ref lowest, order);
            while (waiting.Remove(folded, out var next))
            {
                folded++;
                Fold(next);
            }
        }
    }

    private void Fold(PieceResult result)
    {
        if (isFull || (!options.KeepGoing && violations.Count > 0))
            return;
        var left = options.Schedules - schedules ?? long.MaxValue;
        foreach (var violation in result.Violations)
        {
            if (violation.Schedule <= left)
                violations.TryAdd(Kind(violation.Violation), violation with { Schedule = schedules + violation.Schedule });
        }

        foreach (var (length, isUnfinished) in result.Schedules.Take((int)Math.Min(left, result.Schedules.Count)))
        {
            schedules++;
            steps += length;
            unfinished += isUnfinished ? 1 : 0;
        }

        isFull = schedules == options.Schedules;
    }

    private static string Kind(Violation violation) => $"{violation.Kind} {violation.Rule} {violation.Where}";

    private CampaignReport Report() => new()
    {
        Strategy = search.Description,
        End = End(),
        Exhaustive = isExhausted && search.CoversItsSpace && End() == CampaignEnd.Exhausted && unfinished == 0,
        Schedules = schedules,
        Steps = steps,
        Unfinished = unfinished,
        Elapsed = clock.Elapsed,
        Violations = [.. violations.Values.OrderBy(violation => violation.Schedule)],
    };

    private CampaignEnd End()
    {
        if (violations.Count > 0 && !options.KeepGoing)
            return CampaignEnd.Violation;
        if (isFull)
            return CampaignEnd.ScheduleBound;
        if (isExhausted && waiting.Count == 0 && folded == taken)
            return CampaignEnd.Exhausted;
        return cancellation.IsCancellationRequested ? CampaignEnd.Cancelled : CampaignEnd.TimeBound;
    }

    /// <summary>What a piece has come to, with every schedule in its order.</summary>
    private sealed class PieceResult
    {
        public List<(long Steps, bool IsUnfinished)> Schedules { get; } = [];

        public List<Counterexample> Violations { get; } = [];

        public void Add(World world, bool isUnfinished) => Schedules.Add((world.Steps, isUnfinished));
    }
}
