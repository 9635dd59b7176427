namespace DmaActors.Lab.Workloads;

/// <summary>
/// The SplitMix64 generator (Steele, Lea and Flood, 2014): 64 bits of state, a constant step and a mixing function. Because the step is constant, the n-th number is known
/// without the ones before it, which is what <see cref="WrittenBytes"/> stands on. <c>System.Random</c> will not do: its sequence is no contract.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    /// <summary>The step between two states: 2^64 divided by the golden ratio, made odd.</summary>
    internal const ulong Step = 0x9E3779B97F4A7C15;

    internal const ulong FirstFactor = 0xBF58476D1CE4E5B9;
    internal const ulong SecondFactor = 0x94D049BB133111EB;

    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            state += Step;
        }

        return Mix(state);
    }

    /// <summary>A number from 0 up to, and without, <paramref name="bound"/>; every one equally likely (rejection, no modulo bias).</summary>
    public ulong Below(ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        while (true)
        {
            var high = Math.BigMul(Next(), bound, out var low);
            if (low >= bound || low >= unchecked(0 - bound) % bound)
                return high;
        }
    }

    /// <summary>The mixing function: a bijection of 64 bits in which every bit of the input reaches every bit of the output.</summary>
    public static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * FirstFactor;
            z = (z ^ (z >> 27)) * SecondFactor;
            return z ^ (z >> 31);
        }
    }

    /// <summary>The input of <see cref="Mix"/> that gives <paramref name="mixed"/>.</summary>
    public static ulong Unmix(ulong mixed)
    {
        unchecked
        {
            var z = mixed ^ (mixed >> 31) ^ (mixed >> 62);
            z *= InverseOf(SecondFactor);
            z = z ^ (z >> 27) ^ (z >> 54);
            z *= InverseOf(FirstFactor);
            return z ^ (z >> 30) ^ (z >> 60);
        }
    }

    /// <summary>The number that undoes a multiplication by <paramref name="odd"/> (modulo 2^64), by Newton's iteration: each turn doubles the bits that are right.</summary>
    internal static ulong InverseOf(ulong odd)
    {
        unchecked
        {
            var inverse = odd; // right in the lowest 3 bits
            for (var i = 0; i < 5; i++)
                inverse *= 2 - (odd * inverse);
            return inverse;
        }
    }
}
