namespace DmaActors.Framework.Dma;

/// <summary>The flags of a bind, see <c>ddi_dma_buf_bind_handle(9F)</c>, with the manual's values.</summary>
[Flags]
public enum DmaFlags
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>DDI_DMA_WRITE: from memory to the device.</summary>
    Write = 0x0001,

    /// <summary>DDI_DMA_READ: from the device to memory.</summary>
    Read = 0x0002,

    /// <summary>DDI_DMA_RDWR: both directions.</summary>
    RdWr = Write | Read,

    /// <summary>DDI_DMA_REDZONE: an unmapped page behind the object, where the platform can give one.</summary>
    RedZone = 0x0004,

    /// <summary>DDI_DMA_PARTIAL: the object may be mapped a window at a time.</summary>
    Partial = 0x0008,

    /// <summary>DDI_DMA_CONSISTENT: small, random accesses; synchronising should be cheap.</summary>
    Consistent = 0x0010,

    /// <summary>DDI_DMA_EXCLUSIVE: accepted and ignored.</summary>
    Exclusive = 0x0020,

    /// <summary>DDI_DMA_STREAMING: large sequential transfers.</summary>
    Streaming = 0x0040,

    /// <summary>DDI_DMA_SBUS_64BIT: an SBus device that takes 64 bits at a time.</summary>
    SBus64Bit = 0x2000,

    /// <summary>IOMEM_DATA_CACHED, of <c>ddi_dma_mem_alloc(9F)</c>: the processor caches the memory, as it does without.</summary>
    DataCached = 0x1_0000,

    /// <summary>IOMEM_DATA_UC_WR_COMBINE: not cached; writes may be joined, which our processors never do.</summary>
    DataUncachedWriteCombining = 0x2_0000,

    /// <summary>IOMEM_DATA_UNCACHED: not cached, so that processor and device need no sync where nothing else is in between.</summary>
    DataUncached = 0x4_0000,
}
