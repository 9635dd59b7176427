namespace DmaActors.Framework.Dma;

/// <summary>What stands between a device and what a handle maps, on sun4u: decided at the bind.</summary>
internal enum DvmaCaching
{
    /// <summary>Nothing that a sync could have to do with.</summary>
    None,

    /// <summary>Writes on their way to memory, no more: CONSISTENT was asked for, there is no streaming cache, or the IOMMU is bypassed.</summary>
    Consistent,

    /// <summary>The streaming cache.</summary>
    Streaming,
}
