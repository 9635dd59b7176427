using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>A wait for a condition variable that is awaited. The result: true when signalled, false when the time ran out.</summary>
public readonly struct ConditionWait : IContextAwaiter
{
    private readonly KCondvar condition;
    private readonly KMutex mutex;
    private readonly TaskContext context;
    private readonly VirtualDuration? timeout;

    internal ConditionWait(KCondvar condition, KMutex mutex, TaskContext context, VirtualDuration? timeout)
    {
        this.condition = condition;
        this.mutex = mutex;
        this.context = context;
        this.timeout = timeout;
    }

    public bool IsCompleted => false;

    TaskContext IContextAwaiter.Context => context;

    public ConditionWait GetAwaiter() => this;

    public bool GetResult() => context.WasSignalled;

    void IContextAwaiter.Suspend(DdiBox box)
    {
        condition.AssertHolds(context, mutex);
        context.Suspend(box, condition);
        context.World.OnBlocked(context, condition);
        condition.Add(context, mutex, timeout);
    }

    public void OnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();

    public void UnsafeOnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();
}
