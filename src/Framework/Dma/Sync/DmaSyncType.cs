namespace DmaActors.Framework.Dma;

/// <summary>For whom <c>ddi_dma_sync(9F)</c> makes memory consistent, with the manual's numbers.</summary>
public enum DmaSyncType
{
    /// <summary>DDI_DMA_SYNC_FORDEV: the device is about to look at what the CPU wrote.</summary>
    ForDev = 0,

    /// <summary>DDI_DMA_SYNC_FORCPU: the CPU is about to look at what the device wrote.</summary>
    ForCpu = 1,

    /// <summary>DDI_DMA_SYNC_FORKERNEL: the same, if only the kernel's mapping matters.</summary>
    ForKernel = 2,
}
