namespace DmaActors.Simulation.Contexts;

/// <summary>
/// What one context knows to have happened. A moment begins with the first access to soft state after something left the context, so that what others learn of it
/// covers the accesses before and none after.
/// </summary>
internal sealed class ContextClock(TaskContext context)
{
    /// <summary>All that is known but the accesses of the open moment.</summary>
    private Clock? known;

    /// <summary>The context's component of the clocks of its instance; -1 until its first access.</summary>
    private int slot;

    /// <summary>There were accesses that nothing which left the context covers.</summary>
    private bool isOpen;

    public int Slot => slot;

    /// <summary>The moment of the latest access.</summary>
    public int Moment { get; private set; }

    public void Begin(Clock? cause)
    {
        known = null;
        slot = -1;
        isOpen = false;
        Join(cause);
    }

    /// <summary>The context learns what others know.</summary>
    public void Join(Clock? other)
    {
        if (other is not null && !ReferenceEquals(other, known) && other.Host == context.Host)
            known = Clock.Join(known, other);
    }

    /// <summary>What a message that leaves now carries; null: nothing.</summary>
    public Clock? Snapshot()
    {
        if (isOpen)
        {
            known = Clock.With(known, context.Host, slot, Moment);
            isOpen = false;
        }

        return known;
    }

    /// <summary>The context accesses soft state now.</summary>
    public void OnAccess()
    {
        if (!isOpen)
            Open();
    }

    /// <summary>Whether that moment of that slot is known to have happened before now.</summary>
    public bool HasSeen(int otherSlot, int moment) => otherSlot == slot || (known is not null && known.Covers(otherSlot, moment));

    /// <summary>The context has ended; its moments remain.</summary>
    public void End()
    {
        if (slot >= 0)
            context.Host.ClockSlots.Free(slot);
        slot = -1;
    }

    private void Open()
    {
        var host = context.Host;
        if (slot < 0)
            slot = host.ClockSlots.Take(ref known, host);
        Moment = host.ClockSlots.Tick(slot);
        isOpen = true;
    }
}
