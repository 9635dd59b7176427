namespace DmaActors.Hardware.Memory;

/// <summary>The finalizer of SplitMix64: a bijection of 64 bits in which every input bit flips about half of the output bits.</summary>
internal static class Mixing
{
    /// <summary>2^64 divided by the golden ratio, odd: the increment of SplitMix64 and the multiplier of Fibonacci hashing.</summary>
    internal const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    internal static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
            value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
            return value ^ (value >> 31);
        }
    }
}
