using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>A context that lets virtual time pass: delay(9F), drv_usecwait(9F).</summary>
public readonly struct ContextDelay : IContextAwaiter
{
    private static readonly Elapsed Message = new();

    private readonly TaskContext context;
    private readonly TimerName name;
    private readonly VirtualDuration duration;
    private readonly bool blocks;

    /// <param name="host">The instance; one of its contexts must be running.</param>
    /// <param name="name">The timer's name in traces.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="blocks">Whether the context sleeps (delay) or spins (drv_usecwait).</param>
    public ContextDelay(ContextHost host, TimerName name, VirtualDuration duration, bool blocks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(duration.Nanoseconds, nameof(duration));
        context = host.Current ?? throw new InvalidOperationException($"{name} outside an entry point of {host.Name}.");
        this.name = name;
        this.duration = duration;
        this.blocks = blocks;
    }

    public bool IsCompleted => false;

    TaskContext IContextAwaiter.Context => context;

    public ContextDelay GetAwaiter() => this;

    public void GetResult()
    {
    }

    void IContextAwaiter.Suspend(DdiBox box)
    {
        context.Suspend(box, name);
        context.Timer = context.World.StartTimer(context.Cell, name, duration.Nanoseconds, Message, null);
        if (blocks)
            context.World.OnBlocked(context, name);
    }

    public void OnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();

    public void UnsafeOnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();

    private sealed record Elapsed : ContextSignal
    {
        public override void Digest(ref TraceDigest digest) => digest.Add(0UL);

        public override void Deliver(TaskContext context) => context.Resume();

        public override string ToString() => "Elapsed";
    }
}
