namespace DmaActors.Framework.Rules;

/// <summary>What an instance takes beside handles, and has to give back.</summary>
public enum ResourceKind
{
    /// <summary>ddi_regs_map_setup(9F) to ddi_regs_map_free(9F).</summary>
    RegisterMapping,

    /// <summary>ddi_intr_add_handler(9F) to ddi_intr_remove_handler(9F).</summary>
    InterruptHandler,

    /// <summary>ddi_intr_add_softint(9F) to ddi_intr_remove_softint(9F).</summary>
    SoftInterrupt,

    /// <summary>kmem_alloc(9F) to kmem_free(9F).</summary>
    KernelMemory,

    /// <summary>ddi_dma_mem_alloc(9F) to ddi_dma_mem_free(9F): the memory with its access handle.</summary>
    DmaMemory,

    /// <summary>Pages of a user: ddi_umem_lock(9F) to ddi_umem_unlock(9F), or as long as physio(9F) runs.</summary>
    LockedPages,

    /// <summary>getrbuf(9F) to freerbuf(9F).</summary>
    BufHeader,

    /// <summary>timeout(9F) to the end of its handler, or to untimeout(9F).</summary>
    Timeout,

    /// <summary>A DMA callback: from the allocation that was refused to the run that does not return RUNOUT.</summary>
    Callback,

    /// <summary>ddi_dmae_alloc(9F) to ddi_dmae_release(9F).</summary>
    DmaChannel,
}
