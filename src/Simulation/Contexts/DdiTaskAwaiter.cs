using System.Runtime.CompilerServices;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>Awaits a task of the same context.</summary>
public readonly struct DdiTaskAwaiter : IContextAwaiter
{
    private readonly DdiBox? box;

    internal DdiTaskAwaiter(DdiBox? box, int generation)
    {
        box?.AssertIs(generation);
        this.box = box;
    }

    public bool IsCompleted => box is null || box.IsCompleted;

    TaskContext IContextAwaiter.Context => box!.Context;

    public void GetResult() => box?.Finish();

    void IContextAwaiter.Suspend(DdiBox parent) => box!.Await(parent);

    public void OnCompleted(Action continuation) => throw NotAwaitable();

    public void UnsafeOnCompleted(Action continuation) => throw NotAwaitable();

    internal static InvalidOperationException NotAwaitable() => new("A DdiTask is awaited by driver code only.");
}

/// <summary>Awaits a task of the same context for its result.</summary>
public readonly struct DdiTaskAwaiter<T> : IContextAwaiter
{
    private readonly DdiBox<T>? box;
    private readonly T result;

    internal DdiTaskAwaiter(DdiBox<T>? box, int generation, T result)
    {
        box?.AssertIs(generation);
        this.box = box;
        this.result = result;
    }

    public bool IsCompleted => box is null || box.IsCompleted;

    TaskContext IContextAwaiter.Context => box!.Context;

    public T GetResult() => box is null ? result : box.Take();

    void IContextAwaiter.Suspend(DdiBox parent) => box!.Await(parent);

    public void OnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();

    public void UnsafeOnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();
}
