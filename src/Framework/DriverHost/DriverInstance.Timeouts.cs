using DmaActors.Framework.DriverHost;

namespace DmaActors.Framework;

// The timeouts of an instance: set, cancelled, awaited.
public sealed partial class DriverInstance
{
    private int timeoutCount;

    /// <summary>Timeouts whose handlers have begun: from then on a request may fail because the driver gave it up.</summary>
    internal int TimeoutsRun { get; private set; }

    internal TimeoutId StartTimeout(TimerName name, Func<DdiTask> handler, VirtualDuration delay)
    {
        TouchTimeouts();
        var id = new TimeoutId(name, ++timeoutCount, handler);
        id.Timer = StartInstanceTimer(name, delay, new TimeoutDue(id));
        Rules.TimeoutSet(this, id);
        return id;
    }

    internal ContextCall<UntimeoutResult> CancelTimeout(TimeoutId id)
    {
        var context = Running("untimeout");
        TouchTimeouts();
        if (Context.CancelTimer(id.Timer))
        {
            id.IsOver = true;
            Rules.TimeoutOver(this, id);
            return new ContextCall<UntimeoutResult>(new UntimeoutResult(Cancelled: true));
        }

        // A handler that has ended is awaited all the same: what it did is known to have happened when untimeout returns.
        return id.RunsIn == context || (id.IsOver && id.Ended is null)
            ? new ContextCall<UntimeoutResult>(new UntimeoutResult(Cancelled: false))
            : new ContextCall<UntimeoutResult>(this, Self, new AwaitTimeout(id));
    }

    private void RunTimeout(TimeoutDue due)
    {
        TimeoutsRun++;
        due.Id.RunsIn = Begin(TimeoutKind, due, default);
        Launch(due.Id.RunsIn, due.Id.Handler());
    }

    private void EndTimeout(TimeoutId id)
    {
        TouchTimeouts();
        id.IsOver = true;
        id.RunsIn = null;
        id.Ended = Context.Cause;
        Rules.TimeoutOver(this, id);
        if (id.Waiters is null)
            return;
        foreach (var waiter in id.Waiters)
            TellFromCurrent(waiter, new Reply<UntimeoutResult>(new UntimeoutResult(Cancelled: false)));
        id.Waiters = null;
    }
}
