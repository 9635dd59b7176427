namespace DmaActors.Simulation.Contexts;

/// <summary>
/// The clock of one context. It ticks when something leaves the context after an access to soft state, so that what others learn of it
/// covers the accesses before and none after.
/// </summary>
internal sealed class ContextClock
{
    private int[] times = new int[4];
    private Clock? snapshot;
    private bool accessed;

    /// <summary>The slot of the context in its instance.</summary>
    public int Slot { get; private set; }

    public int Now => times[Slot];

    /// <summary>When the present owner of the slot began: earlier moments of the slot belong to contexts that ended.</summary>
    private int Since { get; set; }

    /// <summary>What was known of the earlier owners of the slot.</summary>
    private int Known { get; set; }

    /// <summary>A context takes the slot; moments go on from those of its earlier owners.</summary>
    public void Begin(int slot, int since, Clock? cause, ContextHost host)
    {
        Slot = slot;
        Array.Clear(times);
        snapshot = null;
        accessed = false;
        Ensure(slot + 1);
        Known = 0;
        Since = since;
        Join(cause, host);
        times[slot] = since;
    }

    public void Join(Clock? other, ContextHost host)
    {
        if (other is null || other.Host != host || ReferenceEquals(other, snapshot) || Clock.Covers(times, other.Times))
            return;
        Ensure(other.Times.Length);
        if (other.Times.Length > Slot && other.Times[Slot] < Since)
            Known = Math.Max(Known, other.Times[Slot]);
        Clock.Raise(times, other.Times);
        snapshot = null;
    }

    /// <summary>What a message that leaves now carries.</summary>
    public Clock Snapshot(ContextHost host)
    {
        if (snapshot is not null && !accessed)
            return snapshot;
        snapshot = new Clock(host, (int[])times.Clone());
        if (accessed)
        {
            times[Slot]++;
            accessed = false;
        }

        return snapshot;
    }

    public void OnAccess() => accessed = true;

    /// <summary>Whether that moment of that slot is known to have happened before now.</summary>
    public bool HasSeen(int slot, int time)
    {
        if (slot == Slot)
            return time >= Since || time <= Known;
        return slot < times.Length && time <= times[slot];
    }

    private void Ensure(int length)
    {
        if (times.Length < length)
            Array.Resize(ref times, Math.Max(length, times.Length * 2));
    }
}
