using System.Numerics;

namespace DmaActors.Hardware.Memory;

/// <summary>
/// A seeded permutation of the numbers 0 to count - 1, both ways, in no memory: a Feistel network over the next power of two, walked on until it hits the
/// range. So the scattered order of a terabyte's frames costs nothing.
/// </summary>
internal sealed class FramePermutation
{
    // With four rounds neighbours meet twice as often as by chance, with six no more often (measured at 63 to 8,191 numbers).
    private const int Rounds = 6;

    private readonly ulong count;
    private readonly int lowBits;
    private readonly ulong lowMask;
    private readonly ulong highMask;
    private readonly ulong seed;

    internal FramePermutation(ulong count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1UL << 62);
        this.count = count;
        this.seed = Mixing.Mix(seed);
        var bits = Math.Max(2, 64 - BitOperations.LeadingZeroCount(count - 1));
        lowBits = bits / 2;
        lowMask = (1UL << lowBits) - 1;
        highMask = (1UL << (bits - lowBits)) - 1;
    }

    /// <summary>The number at place <paramref name="index"/>.</summary>
    internal ulong At(ulong index)
    {
        // The range is more than half of the network's, so this takes under two turns on average; it ends, since a walk of a permutation returns to its start.
        do
        {
            var (low, high) = (index & lowMask, index >> lowBits);
            for (var round = 0; round < Rounds; round += 2)
            {
                low ^= Round(high, round) & lowMask;
                high ^= Round(low, round + 1) & highMask;
            }

            index = (high << lowBits) | low;
        }
        while (index >= count);
        return index;
    }

    /// <summary>The place of <paramref name="number"/>: <c>IndexOf(At(i)) == i</c>.</summary>
    internal ulong IndexOf(ulong number)
    {
        do
        {
            var (low, high) = (number & lowMask, number >> lowBits);
            for (var round = Rounds - 2; round >= 0; round -= 2)
            {
                high ^= Round(low, round + 1) & highMask;
                low ^= Round(high, round) & lowMask;
            }

            number = (high << lowBits) | low;
        }
        while (number >= count);
        return number;
    }

    private ulong Round(ulong half, int round) => unchecked(((half + (ulong)round + 1) * Mixing.Golden ^ seed) * 0xD6E8_FEB8_6659_FD93) >> 32;
}
