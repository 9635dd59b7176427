using System.Runtime.CompilerServices;
using DmaActors.Simulation.Channels;

namespace DmaActors.Simulation.Contexts;

/// <summary>
/// An actor that groups contexts: a driver instance. A message to it starts a context at once, whatever its other contexts wait for. The contexts
/// share soft state and locks.
/// </summary>
public abstract partial class ContextHost : Actor, IDescribed
{
    private Cell? cell;
    private ContextKinds kinds = new();
    private ClockSlots clockSlots;

    /// <summary>The contexts that live, linked by age.</summary>
    private TaskContext? oldest;
    private TaskContext? youngest;

    /// <summary>The context whose code is running; null outside a turn of one.</summary>
    public TaskContext? Current { get; internal set; }

    /// <summary>The stable name of the instance.</summary>
    public string Name => Context.Name;

    /// <summary>Contexts that have begun and not ended, the oldest first.</summary>
    public IEnumerable<TaskContext> Contexts
    {
        get
        {
            for (var context = oldest; context is not null; context = context.Younger)
                yield return context;
        }
    }

    /// <summary>
    /// A member of the instance that its contexts share and that nobody observes; null: there is none. With one, any two steps of its contexts depend on each other: which of them
    /// touch the member cannot be known.
    /// </summary>
    protected internal virtual string? UndeclaredState => null;

    internal ulong NameDigest => Cell.NameDigest;

    internal TaskContext? Oldest => oldest;

    internal World World => Cell.World;

    internal Cell Cell => cell ?? throw NotInWorld();

    /// <summary>The components of the clocks of this instance.</summary>
    internal ref ClockSlots ClockSlots => ref clockSlots;

    /// <summary>The level of the context that a message would begin; null where it begins none. With one processor it does not begin while a higher one can run.</summary>
    protected virtual int? LevelOf(Message message) => null;

    /// <summary>Begins a context. Its code runs between this and <see cref="Launch{T}"/>; one that is running meanwhile goes on after that.</summary>
    /// <param name="kind">What it runs.</param>
    /// <param name="origin">The message that starts it.</param>
    /// <param name="caller">Who awaits its answer.</param>
    protected TaskContext Begin(ContextKind kind, Message? origin, ActorRef caller)
    {
        // One that a message begins is near the bottom of the stack; only those that begin in the turn of another pile up.
        if (Current is not null)
            RuntimeHelpers.EnsureSufficientExecutionStack();
        var context = World.Contexts.Rent();
        var (kindIndex, ordinal) = kinds.Next(kind);
        context.Begin(this, kind, kindIndex, ordinal, origin, caller);
        if (World.Footprint is { } footprint)
            DeclareBegin(context, kind, footprint);
        Link(context);
        Current = context;
        return context;
    }

    /// <summary>The entry point has run up to its first suspension, or to its end.</summary>
    protected void Launch(TaskContext context, DdiTask task)
    {
        var outer = context.Outer;
        if (task.Box is not null)
            Suspended(context);
        else
            End(context, 0);
        GoOnIn(outer);
    }

    /// <summary>The entry point has run up to its first suspension, or to its end.</summary>
    protected void Launch<T>(TaskContext context, DdiTask<T> task)
    {
        var outer = context.Outer;
        if (task.Box is not null)
            Suspended(context);
        else
            End(context, DdiResultCode.Of(task.Result));
        GoOnIn(outer);
    }

    /// <summary>A context has run to its end.</summary>
    /// <param name="context">Valid during the call only.</param>
    /// <param name="result">The result of the entry point as a number; 0 where it has none.</param>
    protected abstract void OnContextEnded(TaskContext context, int result);

    /// <summary>Sends from the context that is running, or from the instance where none is.</summary>
    protected void TellFromCurrent(ActorRef receiver, Message message)
    {
        if (Current is { } context)
            World.Send(context.Cell, receiver, message, 0, context.Clock.Snapshot());
        else
            Context.Tell(receiver, message);
    }

    /// <summary>Sends from the instance itself, in the order of issue, whichever context is running: register writes.</summary>
    protected void TellFromInstance(ActorRef receiver, Message message, VirtualDuration delay = default) =>
        World.Send(Cell, receiver, message, delay.Nanoseconds, CurrentClock);

    /// <summary>Starts a timer whose message is delivered to the instance.</summary>
    protected TimerHandle StartInstanceTimer(TimerName name, VirtualDuration delay, Message message) =>
        World.StartTimer(Cell, name, delay.Nanoseconds, message, CurrentClock);

    /// <summary>
    /// Drops every context: none of their code runs again. One whose code is running drops at its next await. Happens by itself when the instance is stopped.
    /// </summary>
    protected void DropContexts()
    {
        for (var context = Current; context is not null; context = context.Outer)
            context.Doom();
        for (var context = oldest; context is not null;)
        {
            var younger = context.Younger;
            if (!context.IsDoomed)
                Drop(context);
            context = younger;
        }
    }

    internal sealed override void Bind(ActorContext newCell)
    {
        base.Bind(newCell);
        cell = newCell as Cell;
    }

    internal sealed override int? ProcessorLevel(Message message) => LevelOf(message);

    internal sealed override void OnStop() => DropContexts();

    internal sealed override void OnReset()
    {
        for (var context = oldest; context is not null;)
        {
            var younger = context.Younger;
            context.Drop();
            context.Cell.Reset();
            World.Contexts.Retire(context);
            context = younger;
        }
    }

    internal string NameOf(byte kind, int ordinal) => $"{Name}/{kinds.NameOf(kind)}#{ordinal}";

    internal void EndContext(TaskContext context, DdiBox root)
    {
        var result = root.ResultCode;
        root.Recycle();
        End(context, result);
    }

    /// <summary>A context of an instance that was stopped has reached its next await, if it has not ended.</summary>
    internal void DropDoomed(TaskContext context)
    {
        // Its end cleared the mark.
        if (context.IsDoomed)
            Drop(context);
    }

    /// <summary>What the context is called depends on those of its kind that began before it.</summary>
    private void DeclareBegin(TaskContext context, ContextKind kind, Footprint footprint)
    {
        footprint.Writes(context.Self);
        footprint.Writes(Cell.Self, kind.Digest);
        if (UndeclaredState is not null)
            footprint.Writes(Cell.Self);
    }

    private Clock? CurrentClock => Current is { } context ? context.Clock.Snapshot() : World.CurrentClock;

    /// <summary>A context that was begun waits or has ended: the one in whose turn it began goes on, if there is one.</summary>
    private void GoOnIn(TaskContext? outer)
    {
        // A null that the compiler knows is stored without telling the garbage collector.
        if (outer is null)
            Current = null;
        else
            Current = outer;
    }

    private void Suspended(TaskContext context)
    {
        context.LeaveOuter();
        if (context.IsDoomed)
            Drop(context);
    }

    private void End(TaskContext context, int result)
    {
        context.AssertEnded();

        // What the instance does about it happens after all that the context did.
        var clock = context.Clock.Snapshot();
        if (World.CurrentClock != clock)
            World.CurrentClock = clock;
        context.Clock.End();
        Unlink(context);
        OnContextEnded(context, result);
        World.Contexts.Return(context);
    }

    private void Drop(TaskContext context)
    {
        context.Unwait();
        context.Drop();
        context.Clock.End();
        Unlink(context);
        World.Contexts.Retire(context);
        context.Cell.Close();
    }

    private void Link(TaskContext context)
    {
        if (youngest is { } older)
        {
            context.Older = older;
            older.Younger = context;
        }
        else
        {
            oldest = context;
        }

        youngest = context;
    }

    private InvalidOperationException NotInWorld() => new($"{GetType().Name} has not been spawned in a world.");

    private void Unlink(TaskContext context)
    {
        if (oldest == youngest)
        {
            // It is alone.
            oldest = youngest = null;
            return;
        }

        if (context.Older is null)
            oldest = context.Younger;
        else
            context.Older.Younger = context.Younger;
        if (context.Younger is null)
            youngest = context.Older;
        else
            context.Younger.Older = context.Older;
    }
}
