namespace DmaActors.Simulation.Contexts;

/// <summary>
/// A vector clock over the contexts of one instance, immutable once it travels with messages. Order that arises only through another instance
/// is not counted: a driver cannot rely on it.
/// </summary>
internal sealed class Clock(ContextHost host, int[] times)
{
    public ContextHost Host { get; } = host;

    /// <summary>Per context slot of the instance: the latest moment of it that is known to have happened.</summary>
    public int[] Times { get; } = times;

    public static Clock? Join(Clock? left, Clock? right)
    {
        if (right is null || ReferenceEquals(left, right))
            return left;
        if (left is null || left.Host != right.Host)
            return right;
        if (Covers(left.Times, right.Times))
            return left;
        if (Covers(right.Times, left.Times))
            return right;
        var joined = new int[Math.Max(left.Times.Length, right.Times.Length)];
        left.Times.CopyTo(joined, 0);
        Raise(joined, right.Times);
        return new Clock(left.Host, joined);
    }

    public static bool Covers(int[] larger, int[] smaller)
    {
        for (var i = 0; i < smaller.Length; i++)
        {
            if (smaller[i] > (i < larger.Length ? larger[i] : 0))
                return false;
        }

        return true;
    }

    public static void Raise(int[] times, int[] others)
    {
        for (var i = 0; i < others.Length; i++)
            times[i] = Math.Max(times[i], others[i]);
    }
}
