namespace DmaActors.Framework.Tests.Reference;

/// <summary>Every function, type, field, flag and return code that the manual's chapter on DMA and its page about ddi_dma_sync name.</summary>
internal static class ManualNames
{
    public static readonly string[] All =
    [
        // Functions and entry points.
        "attach", "biodone", "bioerror", "cv_signal", "cv_wait", "ddi_dma_addr_bind_handle", "ddi_dma_alloc_handle", "ddi_dma_buf_bind_handle", "ddi_dma_burstsizes",
        "ddi_dma_free_handle", "ddi_dma_getwin", "ddi_dma_mem_alloc", "ddi_dma_mem_free", "ddi_dma_nextcookie", "ddi_dma_numwin", "ddi_dma_sync", "ddi_dma_unbind_handle",
        "ddi_dmae_1stparty", "ddi_dmae_getattr", "ddi_dmae_prog", "ddi_dmae_stop", "ddi_get8", "ddi_put8", "ddi_put32", "ddi_slaveonly", "ddi_umem_lock", "detach",
        "kmem_alloc", "mutex_enter", "mutex_exit", "physio", "read(9E)", "strategy", "write(9E)",

        // Types and their fields.
        "_dmac_la", "_dmac_ll", "b_resid", "buf(9S)", "ddi_acc_handle_t", "ddi_detach_cmd_t", "ddi_device_acc_attr_t", "ddi_dma_attr", "ddi_dma_attr_t", "ddi_dma_cookie",
        "ddi_dma_cookie_t", "ddi_dma_handle_t", "dma_attr_addr_hi", "dma_attr_addr_lo", "dma_attr_align", "dma_attr_burstsizes", "dma_attr_count_max", "dma_attr_flags",
        "dma_attr_granular", "dma_attr_maxxfer", "dma_attr_minxfer", "dma_attr_seg", "dma_attr_sgllen", "dma_attr_version", "dmac_address", "dmac_laddress", "dmac_size", "dmac_type",

        // Flags, special values and return codes.
        "DDI_DMA_BADATTR", "DDI_DMA_CALLBACK_DONE", "DDI_DMA_CALLBACK_RUNOUT", "DDI_DMA_CONSISTENT", "DDI_DMA_DONTWAIT", "DDI_DMA_FORCE_PHYSICAL", "DDI_DMA_MAPPED",
        "DDI_DMA_NORESOURCES", "DDI_DMA_PARTIAL", "DDI_DMA_PARTIAL_MAP", "DDI_DMA_READ", "DDI_DMA_SLEEP", "DDI_DMA_STREAMING", "DDI_DMA_SYNC_FORCPU", "DDI_DMA_SYNC_FORDEV",
        "DDI_DMA_SYNC_FORKERNEL", "DDI_DMA_WRITE", "DDI_FAILURE", "DDI_INTR_CLAIMED", "DDI_INTR_UNCLAIMED", "DDI_SUCCESS", "DMA_ATTR_V0",
    ];
}
