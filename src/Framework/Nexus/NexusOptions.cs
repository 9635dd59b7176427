namespace DmaActors.Framework.Nexus;

/// <summary>How much the root nexus has to give.</summary>
internal sealed record NexusOptions
{
    /// <summary>Pages for the copy buffers of all devices together.</summary>
    public int CopyBufferPages { get; init; } = 1_024;

    /// <summary>The largest copy buffer of one bind, in bytes.</summary>
    public uint CopyBufferMax { get; init; } = 0x101000;

    /// <summary>Handles that may exist at once; 0: any number.</summary>
    public int Handles { get; init; }

    /// <summary>Binds that may be outstanding at once (room for cookies); 0: any number.</summary>
    public int Bindings { get; init; }

    /// <summary>Pages that ddi_dma_mem_alloc(9F) can give, all devices together; 0: as many as there are free.</summary>
    public int DmaMemoryPages { get; init; }

    /// <summary>Pieces of memory for DMA that may exist at once (room for their access handles); 0: any number.</summary>
    public int AccessHandles { get; init; }

    /// <summary>The failing allocation and the registration of its callback are two steps, with room for a release between them.</summary>
    public bool SplitBind { get; init; }

    /// <summary>How long a call takes until its answer.</summary>
    public VirtualDuration CallTime { get; init; }
}
