using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Iommu;

/// <summary>The addresses that an IOMMU answers to. The default is a sun4u PCI bridge with 64 MiB of DVMA.</summary>
public sealed record DvmaSpace
{
    /// <summary>The first address of DVMA space; the start of a page.</summary>
    public BusAddress Base { get; init; } = new(0xFC00_0000);

    /// <summary>The pages of DVMA space, at least 1.</summary>
    public int Pages { get; init; } = 8_192;

    /// <summary>The page size.</summary>
    public PageSize PageSize { get; init; } = PageSize.EightKiB;

    /// <summary>The bus address that stands for physical address 0 where the IOMMU is bypassed; the start of a page.</summary>
    public BusAddress BypassBase { get; init; } = new(0xFFFC_0000_0000_0000);

    /// <summary>How many bytes can be reached by bypass; 0: none.</summary>
    public ulong BypassBytes { get; init; } = 1UL << 41;

    /// <summary>Bytes of DVMA space.</summary>
    public ulong Bytes => (ulong)Pages << PageSize.Shift;
}
