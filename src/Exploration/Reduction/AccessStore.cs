using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>The footprints of the steps of a run and of the steps that are asleep, one behind the other: a stack, since runs are taken back from their end.</summary>
internal sealed class AccessStore
{
    private Access[] accesses = new Access[256];

    /// <summary>Behind the last footprint that is kept.</summary>
    public int Top { get; private set; }

    public Region Add(ReadOnlySpan<Access> footprint)
    {
        if (Top + footprint.Length > accesses.Length)
            Array.Resize(ref accesses, Math.Max(accesses.Length * 2, Top + footprint.Length));
        footprint.CopyTo(accesses.AsSpan(Top));
        var (read, written) = (0UL, 0UL);
        foreach (ref readonly var access in footprint)
        {
            if (access.IsWrite)
                written |= BitOf(access.First);
            else
                read |= BitOf(access.First);
        }

        var region = new Region(Top, Top + footprint.Length, read, written);
        Top = region.End;
        return region;
    }

    public void Truncate(int top) => Top = top;

    public ReadOnlySpan<Access> this[in Region region] => accesses.AsSpan(region.First, region.End - region.First);

    public bool Conflict(in Region left, in Region right)
    {
        if (!left.MayConflictWith(right))
            return false;
        foreach (ref readonly var access in this[left])
        {
            foreach (ref readonly var other in this[right])
            {
                if (access.ConflictsWith(other))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a footprint touches an object.</summary>
    /// <param name="region">The footprint.</param>
    /// <param name="key">The object.</param>
    /// <param name="isClosed">It was a lock that nobody could have entered before.</param>
    public bool Touches(in Region region, ulong key, out bool isClosed)
    {
        isClosed = false;
        if (((region.Read | region.Written) & BitOf(key)) == 0)
            return false;
        foreach (ref readonly var access in this[region])
        {
            if (access.First != key)
                continue;
            isClosed = access.IsClosed;
            return true;
        }

        return false;
    }

    /// <summary>The upper bits of an object are as good as random; those of the address of a byte are all 0.</summary>
    private static ulong BitOf(ulong key) => 1UL << (int)(key >> 57);
}
