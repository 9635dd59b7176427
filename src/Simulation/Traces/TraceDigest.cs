using System.Runtime.CompilerServices;

namespace DmaActors.Simulation;

/// <summary>
/// The running hash of a run: channel, message type, payload and bytes written to memory of every step, in order.
/// Equal runs have equal digests on every machine; it is a check, not a cryptographic hash.
/// </summary>
public struct TraceDigest
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private ulong state;

    public TraceDigest(ulong start) => state = start;

    public readonly ulong Value => state;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong value)
    {
        var mixed = unchecked((state ^ value) * Multiplier);
        state = mixed ^ (mixed >> 29);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long value) => Add(unchecked((ulong)value));

    /// <summary>Adds the characters and the length; null differs from the empty string.</summary>
    public void Add(string? value)
    {
        if (value is null)
        {
            Add(ulong.MaxValue);
            return;
        }

        foreach (var character in value)
            Add((ulong)character);
        Add((ulong)value.Length);
    }

    /// <summary>The digest of a name alone: what endpoints and choice points are known by.</summary>
    public static ulong OfName(string name)
    {
        var digest = default(TraceDigest);
        digest.Add(name);
        return digest.Value;
    }

    /// <summary>Joins two digests into one that depends on their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Join(ulong first, ulong second)
    {
        // Mixed first: what is only combined with the second would be the same for both orders, and nothing for two that are equal.
        var digest = default(TraceDigest);
        digest.Add(first);
        digest.Add(second);
        return digest.Value;
    }

    public override readonly string ToString() => state.ToString("x16");
}
