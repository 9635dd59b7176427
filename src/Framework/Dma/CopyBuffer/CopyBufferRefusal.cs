namespace DmaActors.Framework.Dma;

/// <summary>
/// Why no copy buffer can ever be allocated for a device. The bind answers NORESOURCES all the same, so a driver with a callback tries for
/// ever.
/// </summary>
internal enum CopyBufferRefusal
{
    /// <summary>One can be had, if memory is free.</summary>
    None,

    /// <summary>The minimum transfer is 0 or no power of two, which the memory allocator does not accept.</summary>
    MinXferNoPowerOfTwo,

    /// <summary>The device cannot reach the lowest page of memory, which the memory allocator insists on.</summary>
    AddrLoAboveMemory,

    /// <summary>The device reaches less than 16 MiB. A real kernel panics here.</summary>
    AddrHiBelowSmallestPool,
}
