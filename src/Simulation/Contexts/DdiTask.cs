using System.Runtime.CompilerServices;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>
/// The task of driver code: <c>async DdiTask Strategy(Buf bp)</c>. It runs at once, in the present turn, up to its first scheduling point, and goes on
/// in the turn that brings what it waits for. Await each task where it is made. <c>default</c> has completed.
/// </summary>
[AsyncMethodBuilder(typeof(DdiTaskBuilder))]
public readonly struct DdiTask
{
    /// <summary>Tells whether <see cref="Box"/> still stands for this task.</summary>
    private readonly int generation;

    internal DdiTask(DdiBox? box)
    {
        Box = box;
        generation = box is null ? 0 : box.Generation;
    }

    /// <summary>A task that has completed.</summary>
    public static DdiTask Completed => default;

    internal DdiBox? Box { get; }

    public DdiTaskAwaiter GetAwaiter() => new(Box, generation);
}

/// <summary>A task of driver code with a result, for example <c>async DdiTask&lt;DdiIntr&gt; Interrupt()</c>.</summary>
[AsyncMethodBuilder(typeof(DdiTaskBuilder<>))]
public readonly struct DdiTask<T>
{
    /// <summary>Tells whether <see cref="Box"/> still stands for this task.</summary>
    private readonly int generation;

    internal DdiTask(DdiBox<T>? box, T result)
    {
        Box = box;
        generation = box is null ? 0 : box.Generation;
        Result = result;
    }

    /// <summary>A task that has completed with a result.</summary>
    public DdiTask(T result)
        : this(null, result)
    {
    }

    internal DdiBox<T>? Box { get; }

    internal T Result { get; }

    public DdiTaskAwaiter<T> GetAwaiter() => new(Box, generation, Result);
}
