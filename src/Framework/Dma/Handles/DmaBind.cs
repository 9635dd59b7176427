namespace DmaActors.Framework.Dma;

/// <summary>
/// What <c>ddi_dma_buf_bind_handle(9F)</c> and <c>ddi_dma_addr_bind_handle(9F)</c> answer, with the manual's numbers.
/// Only <see cref="Mapped"/> and <see cref="PartialMap"/> leave the handle bound.
/// </summary>
public enum DmaBind
{
    /// <summary>DDI_DMA_MAPPED: the cookies returned cover the whole object.</summary>
    Mapped = 0,

    /// <summary>DDI_DMA_PARTIAL_MAP: the cookies returned cover the first of several windows. Only if <see cref="DmaFlags.Partial"/> was given.</summary>
    PartialMap = 1,

    /// <summary>DDI_DMA_NORESOURCES: not now. The only failure for which a callback is registered.</summary>
    NoResources = -1,

    /// <summary>
    /// DDI_DMA_NOMAPPING: no windows can be cut that obey both the granularity and a scatter/gather list of one entry, or the object is
    /// empty.
    /// </summary>
    NoMapping = -2,

    /// <summary>DDI_DMA_TOOBIG: the object does not fit into one window, and windows were not allowed.</summary>
    TooBig = -3,

    /// <summary>DDI_DMA_INUSE: the handle is bound already.</summary>
    InUse = -9,
}
