using System.Runtime.CompilerServices;

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

    /// <summary>The number of a state machine's type among all, assigned at first use: which pool its boxes are in. It never shows in a run.</summary>
    protected static int NextKind() => Interlocked.Increment(ref kinds);

    public abstract void MoveNext();

    /// <summary>Clears the box and returns it to its pool.</summary>
    public abstract void Recycle();

    /// <summary>The result as a number, for entry points that return one of the DDI's enums.</summary>
    public abstract int ResultCode { get; }

    public void Complete()
    {
        IsCompleted = true;
        if (Parent is { } parent)
            parent.MoveNext();
        else if (Context.IsRoot(this))
            Context.Host.EndContext(Context, this);
    }

    /// <summary>The end of a call for the one that awaited it: its exception, if any; then the box is free.</summary>
    public void Finish()
    {
        var failure = Failure;
        Recycle();
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}

internal abstract class DdiBox<T> : DdiBox
{
    public T Result = default!;

    public override int ResultCode => typeof(T).IsEnum && Unsafe.SizeOf<T>() == sizeof(int) ? Unsafe.As<T, int>(ref Result) : 0;

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
        var pool = context.World.Contexts.BoxesOf(Kind);
        var box = pool.Count > 0 ? (DdiBox<T, TStateMachine>)pool.Pop() : new DdiBox<T, TStateMachine>();
        box.Context = context;
        return box;
    }

    public override void MoveNext() => StateMachine.MoveNext();

    public override void Recycle()
    {
        var pool = Context.World.Contexts.BoxesOf(Kind);
        StateMachine = default!;
        Result = default!;
        Parent = null;
        Failure = null;
        IsCompleted = false;
        Context = null!;
        pool.Push(this);
    }
}
