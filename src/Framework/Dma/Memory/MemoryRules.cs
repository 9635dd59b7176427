using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Dma;

/// <summary>What a platform's memory for DMA depends on.</summary>
/// <param name="PageSize">The page size.</param>
/// <param name="HasIommu">Whether devices see memory through an IOMMU, so that it may lie anywhere and in any pieces.</param>
internal sealed record MemoryRules(PageSize PageSize, bool HasIommu)
{
    /// <summary>Physical addresses and pages of 4 KiB.</summary>
    public static MemoryRules X86 { get; } = new(PageSize.FourKiB, HasIommu: false);

    /// <summary>DVMA and pages of 8 KiB.</summary>
    public static MemoryRules Sun4u { get; } = new(PageSize.EightKiB, HasIommu: true);
}
