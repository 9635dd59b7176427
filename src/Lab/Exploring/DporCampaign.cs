using System.Diagnostics;
using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Reduction;
using DmaActors.Exploration.Replay;

namespace DmaActors.Lab.Exploring;

/// <summary>Runs a reduced exploration on threads, within bounds, and tells of it as a <see cref="Campaign"/> does.</summary>
internal static class DporCampaign
{
    /// <summary>What reports call it.</summary>
    internal const string Name = "dpor";

    /// <summary>Explores until the space is covered, a bound or, unless it is to keep going, the first violation.</summary>
    /// <param name="newModel">Makes a model; each worker has its own.</param>
    /// <param name="options">Bounds and workers.</param>
    /// <param name="start">How far an earlier campaign in the same space has come.</param>
    /// <param name="save">Told every now and then, and at the end, how far this one has.</param>
    /// <param name="progress">Told every now and then, on the caller's thread.</param>
    /// <param name="cancellation">Ends it between two schedules.</param>
    public static CampaignReport Run(Func<IModel> newModel, CampaignOptions options, CampaignState start, Action<CampaignState>? save, Action<CampaignProgress>? progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (options.Time is { } time)
            stop.CancelAfter(time);
        var exploration = new DporExploration(new DporOptions { Schedules = options.Schedules ?? long.MaxValue, KeepGoing = options.KeepGoing, Done = start.Parts });
        var clock = Stopwatch.StartNew();
        var saved = TimeSpan.Zero;
        Workers.Run(
            options.Workers,
            () => Work(exploration, newModel(), stop.Token),
            stop.Cancel,
            () =>
            {
                progress?.Invoke(new CampaignProgress(exploration.Schedules, options.Schedules, clock.Elapsed, options.Time, 0) { Classes = exploration.Classes });
                if (clock.Elapsed - saved < Campaign.BetweenSaves)
                    return;
                saved = clock.Elapsed;
                save?.Invoke(State(exploration, start.Elapsed + clock.Elapsed));
            });
        clock.Stop();
        save?.Invoke(State(exploration, start.Elapsed + clock.Elapsed));
        return Report(exploration.Result, options, start.Elapsed + clock.Elapsed, cancellation);
    }

    /// <exception cref="NondeterminismException">The way back to an order that was seen before led somewhere else.</exception>
    private static void Work(DporExploration exploration, IModel model, CancellationToken cancellation)
    {
        try
        {
            exploration.Work(model, cancellation);
        }
        catch (ReplayDivergedException exception)
        {
            throw new NondeterminismException(model.World.Steps + 1, exception.Expected, exception.Found);
        }
    }

    private static CampaignState State(DporExploration exploration, TimeSpan elapsed)
    {
        var done = exploration.Done;
        return new CampaignState(done.Count, done.Sum(part => part.Schedules), done.Sum(part => part.Steps), done.Sum(part => part.Unfinished), elapsed, []) { Parts = done };
    }

    private static CampaignReport Report(DporResult result, CampaignOptions options, TimeSpan elapsed, CancellationToken cancellation) =>
        new()
        {
            Strategy = Name,
            End = End(result, options, cancellation),
            Exhaustive = result.IsExhaustive,
            Schedules = result.Schedules,
            Steps = result.Steps,
            Unfinished = result.Unfinished,
            Classes = result.Classes,
            Blocked = result.Blocked,
            Elapsed = elapsed,
            Violations = result.Violations,
            Races = result.Races,
        };

    private static CampaignEnd End(DporResult result, CampaignOptions options, CancellationToken cancellation)
    {
        if (result.Violations.Count > 0 && !options.KeepGoing)
            return CampaignEnd.Violation;
        if (result.IsExhaustive)
            return CampaignEnd.Exhausted;
        if (cancellation.IsCancellationRequested)
            return CampaignEnd.Cancelled;
        return result.Schedules >= options.Schedules ? CampaignEnd.ScheduleBound : CampaignEnd.TimeBound;
    }
}
