using System.Diagnostics;
using System.Runtime.ExceptionServices;
using DmaActors.Exploration;
using DmaActors.Exploration.Campaigns;
using DmaActors.Exploration.Reduction;

namespace DmaActors.Lab.Exploring;

/// <summary>Runs a reduced exploration on threads, within bounds, and tells of it as a <see cref="Campaign"/> does.</summary>
internal static class DporCampaign
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

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
        Exception? failure = null;
        var threads = new Thread[options.Workers];
        for (var i = 0; i < threads.Length; i++)
        {
            // As deep as the main thread's: recursion of a driver is measured against the stack.
            threads[i] = new Thread(() => Work(exploration, newModel, stop, ref failure), 8 << 20) { IsBackground = true, Name = $"explore {i}" };
            threads[i].Start();
        }

        foreach (var thread in threads)
        {
            while (!thread.Join(BetweenLooks))
                progress?.Invoke(new CampaignProgress(exploration.Schedules, options.Schedules, clock.Elapsed, options.Time, 0) { Classes = exploration.Classes });
        }

        clock.Stop();
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return Report(exploration.Result, options, clock.Elapsed, cancellation);
    }

    private static void Work(DporExploration exploration, Func<IModel> newModel, CancellationTokenSource stop, ref Exception? failure)
    {
        try
        {
            exploration.Work(newModel(), stop.Token);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, exception, null);
            stop.Cancel();
        }
    }

    private static CampaignReport Report(DporResult result, CampaignOptions options, TimeSpan elapsed, CancellationToken cancellation)
    {
        return new CampaignReport
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
    }

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
