using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace DmaActors.Simulation.Contexts;

/// <summary>A suspended state machine of a context. Boxes are pooled by the world, so that a suspended call allocates nothing.</summary>
internal abstract class DdiBox
{
    private static int kinds;

    /// <summary>The context in which it runs.</summary>
    public TaskContext Context = null!;

    /// <summary>The state machine that awaits this one; null for the entry point of the context.</summary>
    public DdiBox? Parent;

    /// <summary>What was thrown, for the one that awaits.</summary>
    public Exception? Failure;

    public bool IsCompleted;

    /// <summary>Tells one use of the box from the next: a task that was awaited is over.</summary>
    public int Generation;

    /// <summary>The result as a number, for entry points that return one of the DDI's enums.</summary>
    public abstract int ResultCode { get; }

    public abstract void MoveNext();

    /// <summary>Clears the box and returns it to its pool.</summary>
    public abstract void Recycle();

    /// <summary>The end of a call for the one that awaited it: its exception, if any; then the box is free.</summary>
    public void Finish()
    {
        var failure = Failure;
        Recycle();
        if (failure is null)
            return;

        // A runaway recursion comes back through tens of thousands of callers, and a stack trace that grows with each of them takes minutes.
        if (failure is InsufficientExecutionStackException)
            throw failure;
        ExceptionDispatchInfo.Throw(failure);
    }

    public void AssertIs(int generation)
    {
        if (Generation != generation)
            throw new InvalidOperationException("A DdiTask was awaited twice: await each call where it is made, once.");
    }

    /// <summary>Says who awaits.</summary>
    public void Await(DdiBox parent)
    {
        if (parent.Context != Context || Context.Host.Current != Context)
            throw Misawaited("by another context: await each call where it is made");
        if (Parent is not null)
            throw Misawaited("twice: await each call where it is made, once");
        Parent = parent;
    }

    private InvalidOperationException Misawaited(string how) => new($"A DdiTask of {Context.Name} was awaited {how}.");

    /// <summary>The number of a state machine's type among all, assigned at first use: which pool its boxes are in. It never shows in a run.</summary>
    protected static int NextKind() => Interlocked.Increment(ref kinds);

    /// <summary>The part of <see cref="Recycle"/> that does not depend on the type.</summary>
    protected void ReturnToPool(int kind)
    {
        var pool = Context.World.Contexts;
        Generation = unchecked(Generation + 1);
        Parent = null;
        Failure = null;
        IsCompleted = false;
        Context = null!;
        pool.ReturnBox(this, kind);
    }
}

internal abstract class DdiBox<T> : DdiBox
{
    public T Result = default!;

    public override int ResultCode => DdiResultCode.Of(Result);

    public T Take()
    {
        var result = Result;
        Finish();
        return result;
    }
}

internal sealed class DdiBox<T, TStateMachine> : DdiBox<T>
    where TStateMachine : IAsyncStateMachine
{
    private static readonly int Kind = NextKind();

    public TStateMachine StateMachine = default!;

    public static DdiBox<T, TStateMachine> Rent(TaskContext context)
    {
        var box = context.World.Contexts.RentBox(Kind) is { } free ? Unsafe.As<DdiBox<T, TStateMachine>>(free) : new DdiBox<T, TStateMachine>();
        box.Context = context;
        return box;
    }

    public override void MoveNext() => StateMachine.MoveNext();

    public override void Recycle()
    {
        StateMachine = default!;
        Result = default!;
        ReturnToPool(Kind);
    }
}
