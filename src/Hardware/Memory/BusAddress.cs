namespace DmaActors.Hardware.Memory;

/// <summary>
/// A byte address as a device puts it on the bus, 64 bits wide. Where no IOMMU translates it is the physical address; behind one it is an address of
/// DVMA space, or a bypass address.
/// </summary>
/// <param name="Value">The address in bytes.</param>
public readonly record struct BusAddress(ulong Value)
{
    /// <summary>The address <paramref name="bytes"/> further on. Behind 2^64 - 1 comes 0: it is the device that counts, and a counter wraps.</summary>
    public static BusAddress operator +(BusAddress address, ulong bytes) => new(unchecked(address.Value + bytes));

    /// <summary>The address in hexadecimal, as traces show it: <c>0xC0002000</c>.</summary>
    public override string ToString() => $"0x{Value:X}";
}
