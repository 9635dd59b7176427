using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>Awaits the reply to a <see cref="ContextCall{T}"/> whose request has been sent.</summary>
public readonly struct ContextCallAwaiter<T> : IContextAwaiter
    where T : struct, IDigestible
{
    /// <summary>Who waits; null where the result was known at once.</summary>
    private readonly TaskContext? context;
    private readonly T result;

    internal ContextCallAwaiter(TaskContext? context, T result)
    {
        this.context = context;
        this.result = result;
    }

    public bool IsCompleted => context is null;

    TaskContext IContextAwaiter.Context => context!;

    public T GetResult() => context is null ? result : context.TakeReply<T>();

    void IContextAwaiter.Suspend(DdiBox box) => context!.SuspendForReply(box);

    public void OnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();

    public void UnsafeOnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();
}
