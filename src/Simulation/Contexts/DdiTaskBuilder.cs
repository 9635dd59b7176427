using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>Builds <see cref="DdiTask"/>s for the compiler.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DdiTaskBuilder
{
    private DdiTaskBuilder<VoidResult> inner;

    public static DdiTaskBuilder Create() => default;

    public readonly DdiTask Task => new(inner.Task.Box);

    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => inner.Start(ref stateMachine);

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    public void SetResult() => inner.SetResult(default);

    public void SetException(Exception exception) => inner.SetException(exception);

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : IContextAwaiter
        where TStateMachine : IAsyncStateMachine => inner.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : IContextAwaiter
        where TStateMachine : IAsyncStateMachine => inner.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);

    /// <summary>The result of a task without one.</summary>
    internal readonly struct VoidResult;
}

/// <summary>Builds <see cref="DdiTask{T}"/>s for the compiler. Its awaits accept the runtime's awaiters only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DdiTaskBuilder<T>
{
    private DdiBox<T>? box;
    private T result;

    public static DdiTaskBuilder<T> Create() => default;

    public readonly DdiTask<T> Task => new(box, result);

    /// <summary>Runs up to the first suspension. What is thrown before it leaves the call itself, so that it is not lost where nobody awaits the task.</summary>
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        stateMachine.MoveNext();
        if (box is FailedBox<T> failed)
            failed.Finish();
    }

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    public void SetResult(T value)
    {
        if (box is null)
        {
            result = value;
            return;
        }

        box.Result = value;
        box.IsCompleted = true;
    }

    /// <summary>Whoever awaits sees the exception; where nobody does, the exception goes on from here and is a panic.</summary>
    public void SetException(Exception exception)
    {
        if (box is null)
        {
            box = new FailedBox<T>(exception);
            return;
        }

        if (box.Parent is null)
            ExceptionDispatchInfo.Throw(exception);
        box.Failure = exception;
        box.IsCompleted = true;
    }

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : IContextAwaiter
        where TStateMachine : IAsyncStateMachine => AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : IContextAwaiter
        where TStateMachine : IAsyncStateMachine
    {
        if (box is null)
        {
            var rented = DdiBox<T, TStateMachine>.Rent(awaiter.Context);
            box = rented;
            rented.StateMachine = stateMachine;
        }

        awaiter.Suspend(box);
    }
}
