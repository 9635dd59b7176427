using System.Runtime.CompilerServices;

namespace DmaActors.Simulation;

/// <summary>
/// The generator behind every random choice: xoshiro256** seeded by SplitMix64. Ours, because the sequence is part of the promise
/// that a seed means the same run everywhere.
/// </summary>
public struct Xoshiro
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    public Xoshiro(ulong seed)
    {
        s0 = SplitMix(ref seed);
        s1 = SplitMix(ref seed);
        s2 = SplitMix(ref seed);
        s3 = SplitMix(ref seed);
    }

    /// <summary>The next 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        unchecked
        {
            // Each word is read and written once: a word that is changed in memory time and again is waited for each time.
            var (w0, w1, w2, w3) = (s0, s1, s2, s3);
            var result = ulong.RotateLeft(w1 * 5, 7) * 9;
            var shifted = w1 << 17;
            w2 ^= w0;
            w3 ^= w1;
            s0 = w0 ^ w3;
            s1 = w1 ^ w2;
            s2 = w2 ^ shifted;
            s3 = ulong.RotateLeft(w3, 45);
            return result;
        }
    }

    /// <summary>A value in <c>0 .. bound - 1</c>. The bias is below 2^-32 for any bound that fits an int.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Below(int bound) => unchecked((int)(((Next() >> 32) * (uint)bound) >> 32));

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
