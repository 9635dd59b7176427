namespace DmaActors.Simulation.Contexts;

/// <summary>
/// A vector clock over the contexts of one instance, immutable: it travels with messages. Order that arises only through another instance
/// is not counted: a driver cannot rely on it.
/// </summary>
internal sealed class Clock
{
    private readonly int[] times;

    private Clock(ContextHost host, int[] times)
    {
        Host = host;
        this.times = times;
    }

    public ContextHost Host { get; }

    /// <summary>Whether that moment of that slot is known to have happened.</summary>
    public bool Covers(int slot, int moment) => slot < times.Length && moment <= times[slot];

    /// <summary>What both know. Of clocks of two instances the right one, if there is one.</summary>
    public static Clock? Join(Clock? left, Clock? right)
    {
        if (right is null || ReferenceEquals(left, right))
            return left;
        if (left is null || left.Host != right.Host || Covers(right.times, left.times))
            return right;
        if (Covers(left.times, right.times))
            return left;
        var longer = left.times.Length >= right.times.Length ? left.times : right.times;
        var shorter = longer == left.times ? right.times : left.times;
        var joined = (int[])longer.Clone();
        for (var slot = 0; slot < shorter.Length; slot++)
            joined[slot] = Math.Max(joined[slot], shorter[slot]);
        return new Clock(left.Host, joined);
    }

    /// <summary>What a clock knows, and a moment of one slot.</summary>
    public static Clock With(Clock? known, ContextHost host, int slot, int moment)
    {
        var length = known is null ? 0 : known.times.Length;
        var raised = new int[Math.Max(length, slot + 1)];
        if (known is not null)
            Array.Copy(known.times, raised, length);
        raised[slot] = moment;
        return new Clock(host, raised);
    }

    private static bool Covers(int[] larger, int[] smaller)
    {
        for (var slot = 0; slot < smaller.Length; slot++)
        {
            if (smaller[slot] > (slot < larger.Length ? larger[slot] : 0))
                return false;
        }

        return true;
    }
}
