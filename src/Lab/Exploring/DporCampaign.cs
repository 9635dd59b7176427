using System.Diagnostics;
using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Reduction;

namespace DmaActors.Lab.Exploring;

/// <summary>Runs a reduced exploration on threads, within bounds, and tells of it as a <see cref="Campaign"/> does.</summary>
internal static class DporCampaign
{
    /// <summary>Explores until the space is covered, a bound or, unless it is to keep going, the first violation.</summary>
    /// <param name="newModel">Makes a model; each worker has its own.</param>
    /// <param name="options">Bounds and workers.</param>
    /// <param name="progress">Told every now and then, on the caller's thread.</param>
    /// <param name="cancellation">Ends it between two schedules.</param>
    public static CampaignReport Run(Func<IModel> newModel, CampaignOptions options, Action<CampaignProgress>? progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (options.Time is { } time)
            stop.CancelAfter(time);
        var exploration = new DporExploration(new DporOptions { Schedules = options.Schedules ?? long.MaxValue, KeepGoing = options.KeepGoing });
        var clock = Stopwatch.StartNew();
        Workers.Run(
            options.Workers,
            () => exploration.Work(newModel(), stop.Token),
            stop.Cancel,
            () => progress?.Invoke(new CampaignProgress(exploration.Schedules, options.Schedules, clock.Elapsed, options.Time, 0) { Classes = exploration.Classes }));
        clock.Stop();
        return Report(exploration.Result, options, clock.Elapsed, cancellation);
    }

    private static CampaignReport Report(DporResult result, CampaignOptions options, TimeSpan elapsed, CancellationToken cancellation) =>
        new()
        {
            Strategy = "dpor",
            End = End(result, options, cancellation),
            Exhaustive = result.IsExhaustive,
            Schedules = result.Schedules,
            Steps = result.Steps,
            Unfinished = result.Unfinished,
            Classes = result.Classes,
            Blocked = result.Blocked,
            Elapsed = elapsed,
            Violations = result.Violations,
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
