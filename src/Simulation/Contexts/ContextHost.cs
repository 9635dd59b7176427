using System.Runtime.CompilerServices;
using DmaActors.Simulation.Channels;

namespace DmaActors.Simulation.Contexts;

/// <summary>
/// An actor that groups contexts: a driver instance. A message to it starts a context at once, whatever its other contexts wait for. The contexts
/// share soft state and locks.
/// </summary>
public abstract class ContextHost : Actor
{
    private readonly List<TaskContext?> slots = [];
    private readonly List<int> slotTimes = [];
    private readonly List<(ContextKind Kind, int Count)> ordinals = [];

    /// <summary>The context whose code is running; null outside a turn of one.</summary>
    public TaskContext? Current { get; internal set; }

    /// <summary>The stable name of the instance.</summary>
    public string Name => Context.Name;

    internal ulong NameDigest => Context.NameDigest;

    internal World World => ((Cell)Context).World;

    internal Cell Cell => (Cell)Context;

    /// <summary>Contexts that have begun and not ended, oldest slot first.</summary>
    public IEnumerable<TaskContext> Contexts
    {
        get
        {
            foreach (var context in slots)
            {
                if (context is not null)
                    yield return context;
            }
        }
    }

    /// <summary>Begins a context. Its code runs between this and <see cref="Launch{T}"/>.</summary>
    /// <param name="kind">What it runs.</param>
    /// <param name="origin">The message that starts it.</param>
    /// <param name="caller">Who awaits its answer.</param>
    protected TaskContext Begin(ContextKind kind, Message? origin, ActorRef caller)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var slot = 0;
        while (slot < slots.Count && slots[slot] is not null)
            slot++;
        if (slot == slots.Count)
        {
            slots.Add(null);
            slotTimes.Add(0);
        }

        var context = World.Contexts.Rent();
        slots[slot] = context;
        context.Begin(this, kind, NextOrdinal(kind), slot, ++slotTimes[slot], origin, caller, World.CurrentClock);
        Current = context;
        return context;
    }

    /// <summary>The entry point has run up to its first suspension, or to its end.</summary>
    protected void Launch(TaskContext context, DdiTask task)
    {
        if (task.Box is { } box)
            Suspended(context, box);
        else
            End(context, 0);
    }

    /// <summary>The entry point has run up to its first suspension, or to its end.</summary>
    protected void Launch<T>(TaskContext context, DdiTask<T> task)
    {
        if (task.Box is { } box)
        {
            Suspended(context, box);
            return;
        }

        var result = task.Result;
        End(context, typeof(T).IsEnum && Unsafe.SizeOf<T>() == sizeof(int) ? Unsafe.As<T, int>(ref result) : 0);
    }

    /// <summary>A context has run to its end.</summary>
    /// <param name="context">Valid during the call only.</param>
    /// <param name="result">The result of the entry point as a number; 0 where it has none.</param>
    protected abstract void OnContextEnded(TaskContext context, int result);

    /// <summary>Sends from the context that is running, or from the instance where none is.</summary>
    protected void TellFromCurrent(ActorRef receiver, Message message)
    {
        if (Current is { } context)
            World.Send(context.Cell, receiver, message, 0, context.Clock.Snapshot(this));
        else
            Context.Tell(receiver, message);
    }

    /// <summary>Sends from the instance itself, in the order of issue, whichever context is running: register writes.</summary>
    protected void TellFromInstance(ActorRef receiver, Message message, VirtualDuration delay = default) =>
        World.Send(Cell, receiver, message, delay.Nanoseconds, Current is { } context ? context.Clock.Snapshot(this) : World.CurrentClock);

    /// <summary>Starts a timer whose message is delivered to the instance.</summary>
    protected TimerHandle StartInstanceTimer(TimerName name, VirtualDuration delay, Message message) =>
        World.StartTimer(Cell, name, delay.Nanoseconds, message, Current is { } context ? context.Clock.Snapshot(this) : World.CurrentClock);

    /// <summary>Drops every context: none of their code runs again.</summary>
    protected void DropContexts()
    {
        for (var slot = 0; slot < slots.Count; slot++)
        {
            if (slots[slot] is not { } context)
                continue;
            World.Contexts.Drop(context);
            slots[slot] = null;
        }
    }

    internal void OnDataRace(DataRace race) => World.Observer?.OnDataRace(race);

    internal void EndContext(TaskContext context, DdiBox root)
    {
        var result = root.ResultCode;
        root.Recycle();
        End(context, result);
    }

    private void Suspended(TaskContext context, DdiBox box)
    {
        context.SetRoot(box);
        Current = null;
    }

    private void End(TaskContext context, int result)
    {
        context.AssertEnded();
        OnContextEnded(context, result);
        slotTimes[context.Clock.Slot] = context.Clock.Now;
        slots[context.Clock.Slot] = null;
        World.Contexts.Return(context);
        Current = null;
    }

    private int NextOrdinal(ContextKind kind)
    {
        for (var i = 0; i < ordinals.Count; i++)
        {
            if (ordinals[i].Kind != kind)
                continue;
            ordinals[i] = (kind, ordinals[i].Count + 1);
            return ordinals[i].Count;
        }

        ordinals.Add((kind, 1));
        return 1;
    }
}
