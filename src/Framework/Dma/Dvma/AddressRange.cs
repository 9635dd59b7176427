using System.Runtime.InteropServices;

namespace DmaActors.Framework.Dma;

/// <summary>Addresses on a bus, both ends included. A range whose end lies below its start has none.</summary>
/// <param name="First">The lowest address.</param>
/// <param name="Last">The highest address.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AddressRange(ulong First, ulong Last)
{
    /// <summary>Whether there is no address.</summary>
    public bool IsEmpty => Last < First;

    /// <summary>How many addresses there are; one short for all 2^64.</summary>
    public ulong Bytes => IsEmpty ? 0 : Last - First == ulong.MaxValue ? ulong.MaxValue : Last - First + 1;

    /// <summary>The addresses that both have.</summary>
    public AddressRange Overlap(AddressRange other) => new(Math.Max(First, other.First), Math.Min(Last, other.Last));

    /// <summary>Whether all of <paramref name="other"/> lies in here.</summary>
    public bool Contains(AddressRange other) => other.First >= First && other.Last <= Last;

    /// <summary>Both ends, in hexadecimal.</summary>
    public override string ToString() => $"0x{First:X}..0x{Last:X}";
}
