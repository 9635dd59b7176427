namespace DmaActors.Framework.Dma;

/// <summary>What <c>ddi_dma_alloc_handle(9F)</c> answers, with the manual's numbers.</summary>
public enum DmaAlloc
{
    /// <summary>DDI_SUCCESS: the handle is there and unbound.</summary>
    Success = 0,

    /// <summary>DDI_DMA_NORESOURCES: no room for a handle now. The callback, if one was given, has been registered.</summary>
    NoResources = -1,

    /// <summary>DDI_DMA_BADATTR: the attributes can never be met. No callback has been registered.</summary>
    BadAttr = -8,
}
