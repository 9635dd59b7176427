using System.Runtime.InteropServices;

namespace DmaActors.Framework.Dma;

/// <summary>
/// A piece of memory that a device can use as one range of addresses, see <c>ddi_dma_cookie(9S)</c>. The default value is a cookie of no
/// bytes.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct DmaCookie : IEquatable<DmaCookie>
{
    /// <summary>The bit of <see cref="Type"/> that says: this cookie lies in the copy buffer, not in the object.</summary>
    public const uint InCopyBuffer = 0x8000_0000;

    /// <summary>Makes a cookie. Drivers get theirs from a bind.</summary>
    /// <param name="laddress">Address on the device's bus.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="type">0 or <see cref="InCopyBuffer"/>.</param>
    public DmaCookie(ulong laddress, uint size, uint type)
    {
        LAddress = laddress;
        Size = size;
        Type = type;
    }

    /// <summary>dmac_laddress: the address for the device, 64 bits.</summary>
    public ulong LAddress { get; }

    /// <summary>dmac_size: bytes.</summary>
    public uint Size { get; }

    /// <summary>dmac_type: bits of the bus; <see cref="InCopyBuffer"/> or 0 on this platform.</summary>
    public uint Type { get; }

    /// <summary>dmac_address: the low half of <see cref="LAddress"/>, enough for an engine of 32 bits.</summary>
    public uint Address => unchecked((uint)LAddress);

    /// <summary>Whether the device works on a copy of this part of the object, which needs synchronising.</summary>
    internal bool IsBounced => (Type & InCopyBuffer) != 0;

    /// <summary>Equality of all members.</summary>
    public static bool operator ==(DmaCookie left, DmaCookie right) => left.Equals(right);

    /// <summary>Inequality of any member.</summary>
    public static bool operator !=(DmaCookie left, DmaCookie right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(DmaCookie other) => LAddress == other.LAddress && Size == other.Size && Type == other.Type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DmaCookie other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)((uint)LAddress ^ (uint)(LAddress >> 32) ^ (Size * 31) ^ Type));

    /// <summary>Address and size, for traces: <c>0x12000+4096</c>, with <c>*</c> behind it when in the copy buffer.</summary>
    public override string ToString() => $"0x{LAddress:x}+{Size}{(IsBounced ? "*" : "")}";
}
