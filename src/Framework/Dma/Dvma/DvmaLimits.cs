namespace DmaActors.Framework.Dma;

/// <summary>What a nexus of sun4u keeps of a device's attributes, worked out once when the handle is allocated.</summary>
internal sealed record DvmaLimits
{
    /// <summary>The attributes that these limits were derived from.</summary>
    public required DmaAttributes Attributes { get; init; }

    /// <summary>Where DVMA for the device may lie; empty if it reaches none.</summary>
    public required AddressRange Reach { get; init; }

    /// <summary>Most bytes in a cookie, less one.</summary>
    public required ulong CountMax { get; init; }

    /// <summary>Bit n: bursts of 2^n bytes.</summary>
    public required uint BurstSizes { get; init; }

    /// <summary>Whether the device wants physical addresses.</summary>
    public bool Bypass { get; init; }

    /// <summary>Whether the device reaches other devices of its bus only.</summary>
    public bool IsPeerOnly { get; init; }

    /// <summary>Segment size less one.</summary>
    public ulong Seg => Attributes.Seg;

    /// <summary>Most cookies in a window; where the attributes say 0 it is 1, since a window without a cookie moves nothing.</summary>
    public uint SgLen => Math.Max(1, unchecked((uint)Attributes.SgLen));

    /// <summary>What the device reaches of physical addresses.</summary>
    public AddressRange PhysicalReach => new(Attributes.AddrLo, Attributes.AddrHi);

    /// <summary>DVMA for a window.</summary>
    /// <param name="pages">Pages, a red zone included.</param>
    public DvmaRequest Request(int pages) => new(pages, Reach, Attributes.Align, Seg);
}
