using DmaActors.Simulation.Channels;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>semaphore(9F): <c>await sema.P(); ... sema.V();</c>.</summary>
public sealed class KSema : ContextLock
{
    private int count;

    /// <param name="host">The instance whose contexts share it.</param>
    /// <param name="name">Its name in traces and findings.</param>
    /// <param name="count">How many may have it at first.</param>
    public KSema(ContextHost host, string name, int count)
        : base(host, name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        this.count = count;
    }

    /// <summary>How many more may have it.</summary>
    public int Count
    {
        get
        {
            Touch();
            return count;
        }
    }

    /// <summary>sema_p(9F): waits until the count is positive and takes one.</summary>
    public SemaphoreP P() => new(this, Using("sema_p"));

    /// <summary>sema_tryp(9F): takes one if there is one. Not a scheduling point.</summary>
    public bool TryP()
    {
        var context = Using("sema_tryp");
        Touch();
        if (count == 0)
            return false;
        Acquire(context);
        return true;
    }

    /// <summary>sema_v(9F): gives one back. Not a scheduling point.</summary>
    public void V()
    {
        var context = Using("sema_v");
        Touch();
        count++;
        Released = Clock.Join(Released, context.Clock.Snapshot());
        if (Members.Count > 0)
            Changed();
    }

    private TaskContext Using(string call)
    {
        var context = Running(call);
        context.World.OnLockTaken(context, call, Description);
        return context;
    }

    internal override bool IsFree => count > 0;

    private protected override string Holding => $"{count} free";

    internal override bool IsOpen(Channel channel) => count > 0;

    internal override void Acquire(TaskContext context)
    {
        count--;
        context.Clock.Join(Released);
        if (Members.Count > 0)
            Changed();
    }
}

/// <summary>A P that is awaited.</summary>
public readonly struct SemaphoreP : IContextAwaiter
{
    private readonly KSema semaphore;
    private readonly TaskContext context;

    internal SemaphoreP(KSema semaphore, TaskContext context)
    {
        this.semaphore = semaphore;
        this.context = context;
    }

    public bool IsCompleted => false;

    TaskContext IContextAwaiter.Context => context;

    public SemaphoreP GetAwaiter() => this;

    public void GetResult()
    {
    }

    void IContextAwaiter.Suspend(DdiBox box)
    {
        context.Suspend(box, semaphore);
        semaphore.Compete(context);
    }

    public void OnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();

    public void UnsafeOnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();
}
