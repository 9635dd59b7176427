namespace DmaActors.Hardware.Memory;

/// <summary>A byte address on the memory side of all translation: what the memory decodes, 64 bits wide. <c>default</c> is address 0.</summary>
/// <param name="Value">The address in bytes.</param>
public readonly record struct PhysicalAddress(ulong Value) : IComparable<PhysicalAddress>
{
    /// <summary>The address <paramref name="bytes"/> further on.</summary>
    /// <exception cref="OverflowException">The sum is beyond 2^64 - 1.</exception>
    public static PhysicalAddress operator +(PhysicalAddress address, ulong bytes) => new(address.Value + bytes);

    /// <summary>The address <paramref name="bytes"/> before this one.</summary>
    /// <exception cref="OverflowException">The difference is below 0.</exception>
    public static PhysicalAddress operator -(PhysicalAddress address, ulong bytes) => new(address.Value - bytes);

    /// <summary>The distance in bytes from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    /// <exception cref="OverflowException"><paramref name="from"/> is the higher one.</exception>
    public static ulong operator -(PhysicalAddress to, PhysicalAddress from) => to.Value - from.Value;

    /// <summary>Whether <paramref name="left"/> is the lower address.</summary>
    public static bool operator <(PhysicalAddress left, PhysicalAddress right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is the higher address.</summary>
    public static bool operator >(PhysicalAddress left, PhysicalAddress right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is not the higher address.</summary>
    public static bool operator <=(PhysicalAddress left, PhysicalAddress right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is not the lower address.</summary>
    public static bool operator >=(PhysicalAddress left, PhysicalAddress right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(PhysicalAddress other) => Value.CompareTo(other.Value);

    /// <summary>The address in hexadecimal, as traces show it: <c>0xFFF000</c>.</summary>
    public override string ToString() => $"0x{Value:X}";
}
