namespace DmaActors.Hardware.Memory;

/// <summary>
/// Where a frame, or a run of frames, may lie: the part of a device's DMA attributes that an allocator looks at. <c>default</c> admits nothing; start from
/// <see cref="Any"/>.
/// </summary>
/// <param name="Lowest">No byte lies below this address.</param>
/// <param name="Highest">No byte lies above this address (inclusive, as <c>dma_attr_addr_hi</c>).</param>
public readonly record struct FrameLimits(PhysicalAddress Lowest, PhysicalAddress Highest)
{
    private readonly ulong alignmentLessOne;
    private readonly ulong segmentComplement;

    /// <summary>All of memory, no alignment beyond the page, no segments.</summary>
    public static FrameLimits Any => new(default, new PhysicalAddress(ulong.MaxValue));

    /// <summary>The first byte's address is a multiple of this power of two. 1 unless set; what is below the page size has no effect.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to what is no power of two.</exception>
    public ulong Alignment
    {
        get => alignmentLessOne + 1;
        init
        {
            if (!ulong.IsPow2(value))
                throw new ArgumentOutOfRangeException(nameof(value), value, "An alignment is a power of two.");
            alignmentLessOne = value - 1;
        }
    }

    /// <summary>
    /// The size of a segment less one, as <c>dma_attr_seg</c>: no run crosses a multiple of <c>Segment + 1</c>. 2^64 - 1 (no segments) unless set.
    /// </summary>
    public ulong Segment
    {
        get => ~segmentComplement;
        init => segmentComplement = ~value;
    }

    /// <summary>These limits for memory below <paramref name="end"/>, which is itself excluded: <c>Below(16 MiB)</c> is what an ISA device reaches.</summary>
    /// <exception cref="OverflowException"><paramref name="end"/> is 0.</exception>
    public static FrameLimits Below(PhysicalAddress end) => new(default, end - 1);
}
