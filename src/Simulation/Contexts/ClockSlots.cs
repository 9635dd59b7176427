namespace DmaActors.Simulation.Contexts;

/// <summary>
/// Which context of an instance owns which component of its clocks. A context takes a slot at its first access to soft state and gives it back at its end.
/// The next owner must know all that the earlier ones did: then whoever knows a moment of the slot knows all moments before, whoever owned it.
/// </summary>
internal struct ClockSlots
{
    /// <summary>More slots than this exist only while more contexts live: then an ended context that nothing orders counts as ordered.</summary>
    public const int Most = 256;

    private int[]? moments;
    private bool[]? isTaken;
    private int next;

    public int Count { get; private set; }

    /// <summary>Takes a slot.</summary>
    /// <param name="known">What the new owner knows.</param>
    /// <param name="host">The instance.</param>
    public int Take(ref Clock? known, ContextHost host)
    {
        for (var slot = 0; slot < Count; slot++)
        {
            if (!isTaken![slot] && known is not null && known.Covers(slot, moments![slot]))
                return Own(slot);
        }

        if (Count >= Most && TryFindFree(out var forced))
        {
            // A race with what the slot's earlier owners did can be missed from here on; none is invented.
            known = Clock.With(known, host, forced, moments![forced]);
            return Own(forced);
        }

        if (moments is null || Count == moments.Length)
        {
            Array.Resize(ref moments, Math.Max(2, Count * 2));
            Array.Resize(ref isTaken, moments.Length);
        }

        return Own(Count++);
    }

    /// <summary>The next moment of a slot.</summary>
    public readonly int Tick(int slot) => ++moments![slot];

    public readonly void Free(int slot) => isTaken![slot] = false;

    private bool TryFindFree(out int slot)
    {
        for (var i = 0; i < Count; i++)
        {
            next = next + 1 < Count ? next + 1 : 0;
            if (isTaken![next])
                continue;
            slot = next;
            return true;
        }

        slot = -1;
        return false;
    }

    private readonly int Own(int slot)
    {
        isTaken![slot] = true;
        return slot;
    }
}
