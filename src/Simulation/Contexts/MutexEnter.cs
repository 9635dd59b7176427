using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>An Enter that is awaited.</summary>
public readonly struct MutexEnter : IContextAwaiter
{
    private readonly KMutex mutex;
    private readonly TaskContext context;

    internal MutexEnter(KMutex mutex, TaskContext context)
    {
        this.mutex = mutex;
        this.context = context;
    }

    public bool IsCompleted => false;

    TaskContext IContextAwaiter.Context => context;

    public MutexEnter GetAwaiter() => this;

    public void GetResult()
    {
    }

    void IContextAwaiter.Suspend(DdiBox box)
    {
        mutex.AssertNotOwnedBy(context);
        context.Suspend(box, mutex);
        mutex.Compete(context);
    }

    public void OnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();

    public void UnsafeOnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();
}
