namespace DmaActors.Framework.Dma;

/// <summary>An SBus of sun4u as its nexus sees it.</summary>
internal sealed record SBus
{
    /// <summary>The addresses that the IOMMU translates.</summary>
    public AddressRange Dvma { get; init; } = new(0xFC00_0000, 0xFFFF_FFFF);

    /// <summary>Bit n: the system has bursts of 2^n bytes.</summary>
    public uint BurstSizes { get; init; } = 0x7F;

    /// <summary>Bit n: the system has bursts of 2^n bytes that move 64 bits at a time; 0 for a bus of 32 bits.</summary>
    public uint BurstSizes64 { get; init; }

    /// <summary>Whether there is a streaming cache, and it is on.</summary>
    public bool HasStreamingCache { get; init; } = true;

    /// <summary>Pages that the IOMMU translates.</summary>
    public int DvmaPages => (int)(Dvma.Bytes >> DvmaPage.Shift);
}
