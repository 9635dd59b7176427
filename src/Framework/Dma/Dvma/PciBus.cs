namespace DmaActors.Framework.Dma;

/// <summary>A PCI bus of sun4u as its nexus sees it.</summary>
internal sealed record PciBus
{
    /// <summary>The addresses that the IOMMU translates.</summary>
    public AddressRange Dvma { get; init; } = new(0xC000_0000, 0xFFFF_FFFF);

    /// <summary>The physical addresses at which the devices of this bus answer; none unless set.</summary>
    public AddressRange Devices { get; init; } = new(1, 0);

    /// <summary>The physical addresses of memory.</summary>
    public required AddressRange Memory { get; init; }

    /// <summary>Whether the bridge lets a device address memory past the IOMMU. Old ones do not.</summary>
    public bool CanBypass { get; init; } = true;

    /// <summary>The address on the bus that stands for physical address 0 where the IOMMU is bypassed.</summary>
    public ulong BypassBase { get; init; } = 0xFFFC_0000_0000_0000;

    /// <summary>Whether the bridge has a streaming cache, and it is on.</summary>
    public bool HasStreamingCache { get; init; } = true;

    /// <summary>Whether a page is another device's.</summary>
    public bool IsPeer(ulong frame) => Devices.Contains(PageOf(frame));

    /// <summary>Whether a page is memory.</summary>
    public bool IsMemory(ulong frame) => Memory.Contains(PageOf(frame));

    private static AddressRange PageOf(ulong frame) => new(frame << DvmaPage.Shift, (frame << DvmaPage.Shift) | DvmaPage.OffsetMask);
}
