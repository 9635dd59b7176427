namespace DmaActors.Framework.Callbacks;

/// <summary>What a resource callback returns, with the manual's numbers, see <c>ddi_dma_buf_bind_handle(9F)</c>. Every other number counts as done.</summary>
public enum CallbackStatus
{
    /// <summary>DDI_DMA_CALLBACK_RUNOUT: still no resource; call again at some later release.</summary>
    RunOut = 0,

    /// <summary>DDI_DMA_CALLBACK_DONE: this registration is settled.</summary>
    Done = 1,
}
