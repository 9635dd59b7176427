using System.Runtime.CompilerServices;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>
/// Has members that the contexts of a driver instance share. Accesses outside a context (constructors) are ordered before everything.
/// </summary>
public abstract class SoftStateOwner
{
    /// <summary>The instance to which this state belongs; null until the instance is made.</summary>
    internal ContextHost? Host { get; private set; }

    /// <summary>The other one that became part of the same instance before it.</summary>
    internal SoftStateOwner? JoinedBefore { get; private set; }

    /// <summary>Under what it is shown.</summary>
    internal virtual string Heading => JoinedBefore is null ? "soft state" : $"soft state of {GetType().Name}";

    /// <summary>Says to which instance this state belongs. Call it in the constructor.</summary>
    protected void Belongs(ContextHost host)
    {
        Host = host;
        JoinedBefore = host.Add(this);
    }

    /// <summary>Makes another object part of the same instance: for soft state that stands in a class of its own.</summary>
    protected void Share(SoftStateOwner other) =>
        other.Belongs(Host ?? throw new InvalidOperationException($"{GetType().Name} shares state before it belongs to an instance."));

    /// <summary>Implemented by generated code: writes the members that are declared with <see cref="SoftStateAttribute"/>, those of the base class first.</summary>
    protected virtual void DescribeSoftState(StateWriter state)
    {
    }

    internal void Describe(StateWriter state) => DescribeSoftState(state);

    /// <summary>What is in a member now, as text. To look at it is no access, not even in the middle of a turn.</summary>
    internal string Peek(string member)
    {
        var current = Host?.Current;
        var state = new StateWriter();
        if (Host is not null)
            Host.Current = null;
        Describe(state);
        if (Host is not null)
            Host.Current = current;
        foreach (var item in state.Items)
        {
            if (item.Name == member)
                return item.Value;
        }

        throw new ArgumentException($"{GetType().Name} has no soft state '{member}'.", nameof(member));
    }

    /// <summary>Called by generated code before a read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void OnSoftRead(ref SoftStateCell cell, string member)
    {
        if (Host?.Current is { } context)
            OnRead(this, context, ref cell, member);
    }

    /// <summary>Called by generated code before a write.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void OnSoftWrite(ref SoftStateCell cell, string member)
    {
        if (Host?.Current is { } context)
            OnWrite(this, context, ref cell, member);
    }

    private static void OnRead(SoftStateOwner owner, TaskContext context, ref SoftStateCell cell, string member)
    {
        context.World.SoftStateObserver?.OnAccess(owner, context.Host.Name, member, context, isWrite: false);
        context.World.Footprint?.Reads(context.Host.Cell.Self, TraceDigest.OfName(member));
        var clock = context.Clock;
        if (!cell.Write.IsSeenBy(clock))
            Report(context, ref cell, member, cell.Write, firstIsWrite: true, secondIsWrite: false);
        clock.OnAccess();
        if (cell.Reads is not null)
        {
            AddRead(ref cell.Reads, context);
        }
        else if (cell.Read.IsSeenBy(clock))
        {
            cell.Read = new AccessMark(context);
        }
        else
        {
            cell.Reads = new AccessMark[Math.Max(clock.Slot, cell.Read.Slot) + 1];
            cell.Reads[cell.Read.Slot] = cell.Read;
            cell.Reads[clock.Slot] = new AccessMark(context);
        }
    }

    private static void OnWrite(SoftStateOwner owner, TaskContext context, ref SoftStateCell cell, string member)
    {
        context.World.SoftStateObserver?.OnAccess(owner, context.Host.Name, member, context, isWrite: true);
        context.World.Footprint?.Writes(context.Host.Cell.Self, TraceDigest.OfName(member));
        var clock = context.Clock;
        if (!cell.Write.IsSeenBy(clock))
            Report(context, ref cell, member, cell.Write, firstIsWrite: true, secondIsWrite: true);
        else if (FirstUnseenRead(clock, in cell) is { IsNone: false } read)
            Report(context, ref cell, member, read, firstIsWrite: false, secondIsWrite: true);
        clock.OnAccess();
        cell.Write = new AccessMark(context);
        cell.Read = default;
        cell.Reads = null;
    }

    private static void AddRead(ref AccessMark[] reads, TaskContext context)
    {
        if (reads.Length <= context.Clock.Slot)
            Array.Resize(ref reads, context.Clock.Slot + 4);
        reads[context.Clock.Slot] = new AccessMark(context);
    }

    private static AccessMark FirstUnseenRead(ContextClock clock, in SoftStateCell cell)
    {
        if (cell.Reads is null)
            return cell.Read.IsSeenBy(clock) ? default : cell.Read;
        foreach (var read in cell.Reads)
        {
            if (!read.IsSeenBy(clock))
                return read;
        }

        return default;
    }

    private static void Report(TaskContext context, ref SoftStateCell cell, string member, AccessMark first, bool firstIsWrite, bool secondIsWrite)
    {
        if (cell.IsReported)
            return;
        cell.IsReported = true;
        var host = context.Host;
        context.World.OnDataRace(new DataRace(host.Name, member, first.NameIn(host), firstIsWrite, context.Name, secondIsWrite));
    }
}
