namespace DmaActors.Framework.Tests;

/// <summary>A seeded generator (SplitMix64) whose sequence nobody changes under us.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        unchecked
        {
            state += 0x9E37_79B9_7F4A_7C15;
            ulong z = state;
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both possible.</summary>
    public int Between(int least, int most) => least + (int)(Next() % (ulong)((long)most - least + 1));

    public bool OneIn(int n) => Next() % (ulong)n == 0;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[(int)(Next() % (ulong)choices.Length)];
}
