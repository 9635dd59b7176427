namespace DmaActors.Framework.Dma;

/// <summary>The DVMA of one IOMMU: a fast track at its lower end, where there is one, and an arena behind it.</summary>
internal sealed class DvmaAllocator
{
    private readonly FastTrack fast;
    private readonly DvmaArena arena;

    /// <summary>An allocator with nothing in use.</summary>
    /// <param name="range">Whole pages, more than the fast track.</param>
    /// <param name="fastSlots">Slots of the fast track, 0 for none.</param>
    /// <param name="fastSlotPages">Pages of a slot.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fast track leaves nothing of the range, or the range is no whole pages.</exception>
    public DvmaAllocator(AddressRange range, int fastSlots = 512, int fastSlotPages = 8)
    {
        fast = new FastTrack(range.First, fastSlots, fastSlotPages);
        if (fast.Bytes >= range.Bytes)
            throw new ArgumentOutOfRangeException(nameof(fastSlots), fastSlots, $"A fast track of {fast.Bytes} bytes leaves nothing of {range}.");
        arena = new DvmaArena(range with { First = range.First + fast.Bytes });
        Range = range;
    }

    /// <summary>All addresses that it gives out.</summary>
    public AddressRange Range { get; }

    /// <summary>Pages of DVMA.</summary>
    public int Pages => (int)(Range.Bytes >> DvmaPage.Shift);

    /// <summary>Pages that are in somebody's hands: a slot of the fast track counts as a whole.</summary>
    public int PagesInUse => arena.InUse + (fast.InUse * fast.SlotPages);

    /// <summary>Slots of the fast track in use.</summary>
    public int FastSlotsInUse => fast.InUse;

    /// <summary>Nothing in use again.</summary>
    public void Reset()
    {
        fast.Reset();
        arena.Reset();
    }

    /// <summary>Takes pages: a slot if any would do and one is free, else from the arena. False if there is no room.</summary>
    /// <param name="request">How many, and where.</param>
    /// <param name="address">The address of the first, if true is returned.</param>
    public bool TryAllocate(in DvmaRequest request, out ulong address) =>
        (fast.Admits(request) && fast.TryTake(out address)) || arena.TryAllocate(request, out address);

    /// <summary>Takes pages back.</summary>
    /// <param name="request">What they were taken for.</param>
    /// <param name="address">The address of the first.</param>
    public void Free(in DvmaRequest request, ulong address)
    {
        if (fast.Owns(address))
            fast.Free(address);
        else
            arena.Free(request, address);
    }

    /// <summary>Whether the request could be met if nothing were in use.</summary>
    public bool CouldEver(in DvmaRequest request) => fast.Admits(request) || arena.CouldEver(request);

    /// <summary>Checks that all pages are accounted for.</summary>
    /// <exception cref="InvalidOperationException">They are not: a fault of ours.</exception>
    public void AssertInvariants() => arena.AssertInvariants();
}
