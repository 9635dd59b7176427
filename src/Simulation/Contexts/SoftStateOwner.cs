using System.Runtime.CompilerServices;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>
/// Has members that the contexts of a driver instance share. Accesses outside a context (constructors) are ordered before everything.
/// </summary>
public abstract class SoftStateOwner
{
    /// <summary>The instance to which this state belongs; null until the instance is made.</summary>
    internal ContextHost? Host { get; set; }

    /// <summary>Says to which instance this state belongs. Call it in the constructor.</summary>
    protected void Belongs(ContextHost host) => Host = host;

    /// <summary>Makes another object part of the same instance: for soft state that stands in a class of its own.</summary>
    protected void Share(SoftStateOwner other) => other.Host = Host;

    /// <summary>Called by generated code before a read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void OnSoftRead(ref SoftStateCell cell, string member)
    {
        if (Host?.Current is { } context)
            OnRead(context, ref cell, member);
    }

    /// <summary>Called by generated code before a write.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void OnSoftWrite(ref SoftStateCell cell, string member)
    {
        if (Host?.Current is { } context)
            OnWrite(context, ref cell, member);
    }

    private static void OnRead(TaskContext context, ref SoftStateCell cell, string member)
    {
        var clock = context.Clock;
        if (cell.WriteSlot != 0 && !clock.HasSeen(cell.WriteSlot - 1, cell.WriteTime))
            Report(context, ref cell, member, firstIsWrite: true, secondIsWrite: false);
        clock.OnAccess();
        var slot = clock.Slot;
        if (cell.Reads is { } reads)
        {
            if (reads.Length <= slot)
                Array.Resize(ref cell.Reads, slot + 4);
            cell.Reads![slot] = clock.Now + 1;
        }
        else if (cell.ReadSlot == 0 || cell.ReadSlot == slot + 1 || clock.HasSeen(cell.ReadSlot - 1, cell.ReadTime))
        {
            cell.ReadSlot = slot + 1;
            cell.ReadTime = clock.Now;
        }
        else
        {
            cell.Reads = new int[Math.Max(slot, cell.ReadSlot) + 4];
            cell.Reads[cell.ReadSlot - 1] = cell.ReadTime + 1;
            cell.Reads[slot] = clock.Now + 1;
        }

        cell.Reader = context.KindName;
    }

    private static void OnWrite(TaskContext context, ref SoftStateCell cell, string member)
    {
        var clock = context.Clock;
        if (cell.WriteSlot != 0 && !clock.HasSeen(cell.WriteSlot - 1, cell.WriteTime))
            Report(context, ref cell, member, firstIsWrite: true, secondIsWrite: true);
        else if (HasUnseenRead(clock, in cell))
            Report(context, ref cell, member, firstIsWrite: false, secondIsWrite: true);
        clock.OnAccess();
        cell.WriteSlot = clock.Slot + 1;
        cell.WriteTime = clock.Now;
        cell.Writer = context.KindName;
        cell.ReadSlot = 0;
        cell.Reads = null;
    }

    private static bool HasUnseenRead(ContextClock clock, in SoftStateCell cell)
    {
        if (cell.Reads is not { } reads)
            return cell.ReadSlot != 0 && !clock.HasSeen(cell.ReadSlot - 1, cell.ReadTime);
        for (var slot = 0; slot < reads.Length; slot++)
        {
            if (reads[slot] != 0 && !clock.HasSeen(slot, reads[slot] - 1))
                return true;
        }

        return false;
    }

    private static void Report(TaskContext context, ref SoftStateCell cell, string member, bool firstIsWrite, bool secondIsWrite)
    {
        if (cell.Reported)
            return;
        cell.Reported = true;
        var first = firstIsWrite ? cell.Writer : cell.Reader;
        context.Host.OnDataRace(new DataRace(context.Host.Name, member, first ?? "?", firstIsWrite, context.Name, secondIsWrite));
    }
}
