using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>
/// condvar(9F): <c>while (!ready) await cv.Wait(mu);</c>. A signalled context competes for the mutex again, with everybody else.
/// </summary>
public sealed class KCondvar : ISharedByContexts
{
    private static readonly ChoicePoint SignalPoint = new("cv_signal");
    private static readonly TimerName Timeout = new("cv_timedwait");

    private readonly ContextHost host;
    private readonly List<Waiter> waiters = [];
    private readonly ulong digest;

    public KCondvar(ContextHost host, string name)
    {
        this.host = host;
        Name = name;
        digest = TraceDigest.OfName(name);
        host.Add(this);
    }

    /// <summary>The name within the instance.</summary>
    public string Name { get; }

    /// <summary>How many contexts wait.</summary>
    public int WaiterCount
    {
        get
        {
            Touch();
            return waiters.Count;
        }
    }

    /// <summary>cv_wait(9F): releases the mutex, waits, and has the mutex again when it returns.</summary>
    public ConditionWait Wait(KMutex mutex) => new(this, mutex, Running("cv_wait"), null);

    /// <summary>cv_reltimedwait(9F): as <see cref="Wait"/>, for at most the time given. The result is false when the time ran out first.</summary>
    public ConditionWait TimedWait(KMutex mutex, VirtualDuration timeout) => new(this, mutex, Running("cv_timedwait"), timeout);

    /// <summary>cv_signal(9F): wakes one waiter, which one is a choice. Not a scheduling point.</summary>
    public void Signal()
    {
        var context = Waking("cv_signal");
        if (waiters.Count == 0)
            return;
        var chosen = host.World.Choose(SignalPoint, waiters.Count, 0);
        Wake(waiters[chosen], context.Clock.Snapshot(), signalled: true);
    }

    /// <summary>cv_broadcast(9F): wakes all waiters. Not a scheduling point.</summary>
    public void Broadcast()
    {
        var context = Waking("cv_broadcast");
        while (waiters.Count > 0)
            Wake(waiters[0], context.Clock.Snapshot(), signalled: true);
    }

    ISharedByContexts? ISharedByContexts.MadeBefore { get; set; }

    void IDescribed.Describe(StateWriter state) =>
        state.Write(Name, waiters.Count == 0 ? "nobody waits" : $"waited for by {string.Join(", ", waiters.Select(waiter => waiter.Context.Name))}");

    public override string ToString() => $"{host.Name}.{Name}";

    internal void AssertHolds(TaskContext context, KMutex mutex)
    {
        if (mutex.Owner != context)
            throw new InvalidOperationException($"cv_wait: {context.Name} waits for {this} without the mutex {mutex.Description}.");
    }

    internal void Add(TaskContext context, KMutex mutex, VirtualDuration? timeout)
    {
        var waiter = new Waiter(context, mutex);
        Touch();
        waiters.Add(waiter);
        if (timeout is { } time)
            context.Timer = host.World.StartTimer(context.Cell, Timeout, Math.Max(0, time.Nanoseconds), new WaitTimedOut(this, waiter), null);
        mutex.Release(context);
    }

    internal void OnTimeout(Waiter waiter) => Wake(waiter, null, signalled: false);

    private void Wake(Waiter waiter, Clock? clock, bool signalled)
    {
        Touch();
        waiters.Remove(waiter);
        host.World.CancelTimer(waiter.Context.Timer);
        waiter.Context.Timer = default;
        waiter.Context.WasSignalled = signalled;
        waiter.Context.Clock.Join(clock);
        waiter.Mutex.Compete(waiter.Context);
    }

    private void Touch() => host.World.Footprint?.WritesObject(host.NameDigest ^ digest);

    private TaskContext Running(string call) => host.Current ?? throw OutsideEntryPoint(call);

    private InvalidOperationException OutsideEntryPoint(string call) => new($"{call} on {this} outside an entry point.");

    private TaskContext Waking(string call)
    {
        var context = Running(call);
        context.World.OnLockTaken(context, call, this);
        Touch();
        return context;
    }

    internal sealed class Waiter(TaskContext context, KMutex mutex)
    {
        public TaskContext Context { get; } = context;

        public KMutex Mutex { get; } = mutex;
    }
}

/// <summary>The time of a timed wait ran out.</summary>
internal sealed record WaitTimedOut(KCondvar Condition, KCondvar.Waiter Waiter) : ContextSignal
{
    public override void Digest(ref TraceDigest digest) => digest.Add(Condition.Name);

    public override void Deliver(TaskContext context) => Condition.OnTimeout(Waiter);

    public override string ToString() => $"Timeout of {Condition.Name}";
}
