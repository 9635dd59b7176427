using System.Runtime.CompilerServices;

namespace DmaActors.Simulation.Contexts;

/// <summary>
/// A vector clock over the contexts of one instance, immutable: it travels with messages. Order that arises only through another instance
/// is not counted: a driver cannot rely on it.
/// </summary>
internal sealed class Clock
{
    /// <summary>So many slots stand in the clock itself: nearly every message of a driver carries a new clock, and few instances have more.</summary>
    private const int Few = 4;

    private FirstTimes first;

    /// <summary>Those of the slots from <see cref="Few"/> on; null where none of them is known.</summary>
    private int[]? others;

    private Clock(ContextHost host) => Host = host;

    public ContextHost Host { get; }

    private int Length => others is null ? Few : Few + others.Length;

    /// <summary>The latest moment of a slot that is known to have happened; 0: none.</summary>
    private int this[int slot] => slot < Few ? first[slot] : slot < Length ? others![slot - Few] : 0;

    /// <summary>Whether that moment of that slot is known to have happened.</summary>
    public bool Covers(int slot, int moment) => moment <= this[slot];

    /// <summary>What both know. Of clocks of two instances the right one, if there is one.</summary>
    public static Clock? Join(Clock? left, Clock? right)
    {
        if (right is null || ReferenceEquals(left, right))
            return left;
        if (left is null || left.Host != right.Host || right.Covers(left))
            return right;
        if (left.Covers(right))
            return left;
        var joined = left.Copy(right.Length);
        for (var slot = 0; slot < right.Length; slot++)
            joined.Raise(slot, right[slot]);
        return joined;
    }

    /// <summary>What a clock knows, and a moment of one slot.</summary>
    public static Clock With(Clock? known, ContextHost host, int slot, int moment)
    {
        var raised = known is null ? new Clock(host) { others = slot < Few ? null : new int[slot + 1 - Few] } : known.Copy(slot + 1);
        raised.Raise(slot, moment);
        return raised;
    }

    private bool Covers(Clock other)
    {
        for (var slot = 0; slot < Few; slot++)
        {
            if (other.first[slot] > first[slot])
                return false;
        }

        for (var slot = Few; slot < other.Length; slot++)
        {
            if (other[slot] > this[slot])
                return false;
        }

        return true;
    }

    /// <summary>Knows the same, and has room for so many slots.</summary>
    private Clock Copy(int slots)
    {
        var copy = new Clock(Host) { first = first };
        var beyond = Math.Max(Length, slots) - Few;
        if (beyond > 0)
        {
            copy.others = new int[beyond];
            others?.CopyTo(copy.others, 0);
        }

        return copy;
    }

    private void Raise(int slot, int moment)
    {
        if (slot < Few)
            first[slot] = Math.Max(first[slot], moment);
        else
            others![slot - Few] = Math.Max(others[slot - Few], moment);
    }

    [InlineArray(Few)]
    private struct FirstTimes
    {
        private int time;
    }
}
