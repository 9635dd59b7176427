namespace DmaActors.Framework.Dma;

/// <summary>What the addresses in a cookie of sun4u are.</summary>
internal enum DvmaAddressing
{
    /// <summary>Virtual, translated by the IOMMU: one cookie a window.</summary>
    Virtual,

    /// <summary>Those of memory, past the IOMMU (DDI_DMA_FORCE_PHYSICAL).</summary>
    Bypass,

    /// <summary>Those of another device on the same bus.</summary>
    Peer,
}
