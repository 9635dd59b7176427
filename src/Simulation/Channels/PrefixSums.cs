using System.Numerics;

namespace DmaActors.Simulation.Channels;

/// <summary>Counts in a row, of which one can be changed, and the one that covers an index be found, in logarithmic time: a Fenwick tree.</summary>
internal struct PrefixSums
{
    /// <summary>At i, from 1, the sum of as many counts up to the i-th as the lowest bit of i says.</summary>
    private int[] sums = new int[16];

    public PrefixSums()
    {
    }

    /// <summary>How many counts there are.</summary>
    public int Length { get; private set; }

    public void Clear() => Length = 0;

    /// <summary>Puts a count behind the others.</summary>
    public void Append(int count)
    {
        if (++Length == sums.Length)
            Array.Resize(ref sums, Length * 2);
        var sum = count;
        for (var i = Length - 1; i > Length - LowestBit(Length); i -= LowestBit(i))
            sum += sums[i];
        sums[Length] = sum;
    }

    /// <summary>Changes the count at a position.</summary>
    public readonly void Add(int position, int change)
    {
        for (var i = position + 1; i <= Length; i += LowestBit(i))
            sums[i] += change;
    }

    /// <summary>The sum of the counts before a position.</summary>
    public readonly int Before(int position)
    {
        var sum = 0;
        for (var i = position; i > 0; i -= LowestBit(i))
            sum += sums[i];
        return sum;
    }

    /// <summary>The position whose count covers an index of the whole, and what is left of the index there.</summary>
    public readonly int Find(int index, out int rest)
    {
        var position = 0;
        for (var half = 1 << BitOperations.Log2((uint)Length); half > 0; half >>= 1)
        {
            var next = position + half;
            if (next > Length || sums[next] > index)
                continue;
            position = next;
            index -= sums[next];
        }

        rest = index;
        return position;
    }

    private static int LowestBit(int i) => i & -i;
}
