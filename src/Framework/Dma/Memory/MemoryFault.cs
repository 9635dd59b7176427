namespace DmaActors.Framework.Dma;

/// <summary>Why <c>ddi_dma_mem_alloc(9F)</c> can never give memory for a device. It answers FAILURE all the same, so a driver with a callback tries for ever.</summary>
internal enum MemoryFault
{
    /// <summary>It can, if memory is free.</summary>
    None,

    /// <summary>No byte was asked for.</summary>
    LengthZero,

    /// <summary>The minimum transfer is 0 or no power of two.</summary>
    MinXferNoPowerOfTwo,

    /// <summary>The alignment is 0 or no power of two.</summary>
    AlignNoPowerOfTwo,

    /// <summary>The device cannot reach the lowest page of memory, which the allocator insists on.</summary>
    AddrLoAboveMemory,

    /// <summary>The device reaches less than 16 MiB. A real kernel panics here.</summary>
    AddrHiBelowSmallestPool,

    /// <summary>Even the least piece in which the device's list can hold the memory is more than a segment.</summary>
    PieceAboveSegment,
}
