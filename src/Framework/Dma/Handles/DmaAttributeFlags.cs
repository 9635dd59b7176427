namespace DmaActors.Framework.Dma;

/// <summary>The flags inside the attributes of a device, see <c>ddi_dma_attr(9S)</c>, with the manual's values.</summary>
[Flags]
public enum DmaAttributeFlags
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>DDI_DMA_FORCE_PHYSICAL: physical instead of virtual addresses. Without effect where addresses are physical anyway.</summary>
    ForcePhysical = 0x0100,

    /// <summary>DDI_DMA_FLAGERR: the driver wants to be told of faults of its handle, by ddi_check_dma_handle(9F).</summary>
    FlagErr = 0x0200,

    /// <summary>DDI_DMA_RELAXED_ORDERING: the device's writes may overtake each other.</summary>
    RelaxedOrdering = 0x0400,

    /// <summary>
    /// Private to x86: an object that lies on both sides of the segment limit is moved below it, through the copy buffer,
    /// instead of being handed out in cookies from both sides.
    /// </summary>
    BounceOnSeg = 0x8000,
}
