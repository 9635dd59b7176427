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
    /// <summary>How far it has come is kept so often.</summary>
    internal static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(5);

    private readonly Lock sync = new();
    private readonly ISearch search;
    private readonly CampaignOptions options;
    private readonly CampaignState start;
    private readonly CancellationToken cancellation;
    private readonly Stopwatch clock = new();

    /// <summary>Pieces that have been worked on while an earlier one has not.</summary>
    private readonly SortedDictionary<long, PieceResult> waiting = [];
    private readonly Dictionary<string, Counterexample> violations = [];

    /// <summary>How far it has come without a gap: from there another campaign can go on.</summary>
    private CampaignState done;

    /// <summary>A piece that was broken off has been folded: what is after it adds to the figures, and not to what is done.</summary>
    private bool isBroken;
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

    /// <summary>A worker threw: the others end.</summary>
    private volatile bool hasFailed;

    private Campaign(ISearch search, CampaignOptions options, CampaignState start, CancellationToken cancellation)
    {
        this.search = search;
        this.options = options;
        this.start = start;
        this.cancellation = cancellation;
        done = start;
        (schedules, steps, unfinished, schedulesSoFar) = (start.Schedules, start.Steps, start.Unfinished, start.Schedules);
        foreach (var violation in start.Violations)
            violations.Add(Kind(violation.Violation), violation);
    }

    /// <summary>Runs a search to its end or to a bound.</summary>
    /// <param name="search">Where the schedules come from.</param>
    /// <param name="newModel">Makes a model; each worker has its own.</param>
    /// <param name="options">Bounds and workers.</param>
    /// <param name="start">How far an earlier campaign of the same search has come.</param>
    /// <param name="save">Told every now and then, and at the end, how far this one has.</param>
    /// <param name="progress">Told more often, on the caller's thread.</param>
    /// <param name="cancellation">Ends it between two schedules.</param>
    public static CampaignReport Run(
        ISearch search,
        Func<IModel> newModel,
        CampaignOptions options,
        CampaignState start,
        Action<CampaignState>? save,
        Action<CampaignProgress>? progress,
        CancellationToken cancellation)
    {
        var campaign = new Campaign(search, options, start, cancellation);
        campaign.SkipWhatIsDone();
        campaign.WorkOnThreads(newModel, save, progress);
        return campaign.Report();
    }

    /// <summary>Runs so many schedules of a search on the caller's thread, with a model of its own: to be measured.</summary>
    public static CampaignReport Run(ISearch search, IModel model, long schedules, CancellationToken cancellation)
    {
        var campaign = new Campaign(search, new CampaignOptions { Schedules = schedules }, CampaignState.Beginning, cancellation);
        campaign.clock.Start();
        campaign.Work(model);
        campaign.clock.Stop();
        return campaign.Report();
    }

    private TimeSpan Elapsed => start.Elapsed + clock.Elapsed;

    private bool IsOutOfTime => options.Time is { } time && clock.Elapsed >= time;

    private void SkipWhatIsDone()
    {
        while (taken < start.Pieces && search.Next() is not null)
            taken++;
        folded = taken;
        isFull = schedules >= options.Schedules;
    }

    private void WorkOnThreads(Func<IModel> newModel, Action<CampaignState>? save, Action<CampaignProgress>? progress)
    {
        clock.Start();
        var saved = TimeSpan.Zero;
        Workers.Run(
            options.Workers,
            () => Work(newModel()),
            () => hasFailed = true,
            () =>
            {
                progress?.Invoke(new CampaignProgress(Interlocked.Read(ref schedulesSoFar), options.Schedules, clock.Elapsed, options.Time, Violations));
                if (clock.Elapsed - saved < BetweenSaves)
                    return;
                saved = clock.Elapsed;
                save?.Invoke(State());
            });
        clock.Stop();
        save?.Invoke(State());
    }

    private int Violations
    {
        get
        {
            lock (sync)
                return violations.Count;
        }
    }

    private CampaignState State()
    {
        lock (sync)
            return done with { Elapsed = Elapsed };
    }

    private void Work(IModel model)
    {
        while (TryTake(out var piece, out var order))
        {
            var result = new PieceResult();
            while (!HasEnded(order))
            {
                if (piece.NextSchedule() is not { } strategy)
                {
                    result.IsComplete = true;
                    break;
                }

                Run(model, strategy, result);
                if (result.Violations.Count > 0 && !options.KeepGoing)
                    break;
            }

            Fold(order, result);
        }
    }

    private void Run(IModel model, IStrategy strategy, PieceResult result)
    {
        model.Begin(strategy);
        model.World.Run(model.StepBound);
        var number = result.Schedules.Count + 1;
        var length = model.World.Steps;
        var example = model.Judge() is { } violation ? Counterexample.Of(violation, number, model.World) : null;
        var isUnfinished = example is null && model.World.Status == RunStatus.Running;
        if (isUnfinished)
            example = Livelock.Find(model, number);
        result.Schedules.Add((length, isUnfinished && example is null));
        if (example is not null)
            result.Violations.Add(example);
        Interlocked.Increment(ref schedulesSoFar);
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

    private bool HasEnded(long order) => cancellation.IsCancellationRequested || hasFailed || order > Interlocked.Read(ref lowest) || IsOutOfTime;

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
        if (isFull || (!options.KeepGoing && lowest < folded - 1))
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
        isBroken |= !result.IsComplete || result.Schedules.Count > left;
        if (!isBroken)
            done = new CampaignState(folded, schedules, steps, unfinished, Elapsed, InOrder());
    }

    private static string Kind(Violation violation) => $"{violation.Kind} {violation.Rule} {violation.Where}";

    private IReadOnlyList<Counterexample> InOrder() => violations.Count == 0 ? [] : [.. violations.Values.OrderBy(violation => violation.Schedule)];

    private CampaignReport Report() => new()
    {
        Strategy = search.Description,
        End = End(),
        Exhaustive = search.CoversItsSpace && End() == CampaignEnd.Exhausted && unfinished == 0,
        Schedules = schedules,
        Steps = steps,
        Unfinished = unfinished,
        Elapsed = Elapsed,
        Violations = InOrder(),
    };

    private CampaignEnd End()
    {
        if (violations.Count > 0 && !options.KeepGoing)
            return CampaignEnd.Violation;
        if (isFull)
            return CampaignEnd.ScheduleBound;
        if (isExhausted && !isBroken && folded == taken)
            return CampaignEnd.Exhausted;
        return cancellation.IsCancellationRequested ? CampaignEnd.Cancelled : CampaignEnd.TimeBound;
    }

    /// <summary>What a piece has come to, with every schedule in its order.</summary>
    private sealed class PieceResult
    {
        public List<(long Steps, bool IsUnfinished)> Schedules { get; } = [];

        public List<Counterexample> Violations { get; } = [];

        /// <summary>All of its schedules were run.</summary>
        public bool IsComplete { get; set; }
    }
}
