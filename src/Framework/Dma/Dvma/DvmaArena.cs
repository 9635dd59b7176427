namespace DmaActors.Framework.Dma;

/// <summary>
/// Gives out a finite range of DVMA in adjacent pages: first fit, from the lowest address on. What is free is kept as extents in the order of their addresses,
/// neighbours joined; an arena of enough free pages can still fail, because they do not touch each other.
/// </summary>
/// <remarks>
/// Single pages without limits come from a cache: the page freed last is the one given next, so that the small binds of a busy driver do not cut up the
/// arena. Cached pages are not lost to others: a request that finds no room empties the cache and looks again.
/// </remarks>
internal sealed class DvmaArena
{
    private const int MostCached = 64;

    // Invariant: not empty, ascending, and no two touch each other.
    private readonly List<Extent> free = [];

    // Pages that are in no extent and in nobody's hands.
    private readonly Stack<ulong> cached = new(MostCached);

    /// <summary>An arena with nothing in use.</summary>
    /// <param name="range">Whole pages, below 2^63.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, has a part of a page, or lies too high.</exception>
    public DvmaArena(AddressRange range)
    {
        if (range.IsEmpty || range.Last > long.MaxValue || (range.First & DvmaPage.OffsetMask) != 0 || (range.Last & DvmaPage.OffsetMask) != DvmaPage.OffsetMask)
            throw new ArgumentOutOfRangeException(nameof(range), range, $"DVMA is whole pages of {DvmaPage.Size} bytes below 2^63.");
        Range = range;
        Reset();
    }

    /// <summary>All addresses of the arena.</summary>
    public AddressRange Range { get; }

    /// <summary>Pages of the arena.</summary>
    public int Pages => (int)(Range.Bytes >> DvmaPage.Shift);

    /// <summary>Pages that are in somebody's hands.</summary>
    public int InUse { get; private set; }

    /// <summary>Most adjacent pages that are free, without those in the cache.</summary>
    public int LargestFree
    {
        get
        {
            ulong most = 0;
            foreach (Extent extent in free)
                most = Math.Max(most, extent.End - extent.Start);
            return (int)(most >> DvmaPage.Shift);
        }
    }

    /// <summary>Nothing in use again.</summary>
    public void Reset()
    {
        free.Clear();
        free.Add(new Extent(Range.First, Range.Last + 1));
        cached.Clear();
        InUse = 0;
    }

    /// <summary>Takes pages; false if there are none that keep the limits, be it for fragmentation.</summary>
    /// <param name="request">How many, and where.</param>
    /// <param name="address">The address of the first, if true is returned.</param>
    public bool TryAllocate(in DvmaRequest request, out ulong address)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(request.Pages, nameof(request));
        bool found = (IsFromCache(request) && cached.TryPop(out address)) || TryTake(request, out address);
        if (!found && cached.Count > 0)
        {
            while (cached.TryPop(out ulong page))
                Join(page, page + DvmaPage.Size);
            found = TryTake(request, out address);
        }
        if (found)
            InUse += request.Pages;
        return found;
    }

    /// <summary>Takes pages back.</summary>
    /// <param name="request">What they were taken for.</param>
    /// <param name="address">The address of the first.</param>
    /// <exception cref="InvalidOperationException">Not all of the pages are in use: a fault of ours.</exception>
    public void Free(in DvmaRequest request, ulong address)
    {
        if (IsFromCache(request) && cached.Count < MostCached)
        {
            AssertTaken(address, address + DvmaPage.Size, free.BinarySearch(new Extent(address, 0)));
            cached.Push(address);
        }
        else
        {
            Join(address, address + request.Bytes);
        }
        InUse -= request.Pages;
    }

    /// <summary>Whether the request could be met if nothing were in use.</summary>
    public bool CouldEver(in DvmaRequest request) => request.TryPlace(Range.First, Range.Last + 1, out _);

    /// <summary>Checks that extents are ordered and apart, and that all pages are accounted for.</summary>
    /// <exception cref="InvalidOperationException">They are not: a fault of ours.</exception>
    public void AssertInvariants()
    {
        ulong behind = 0;
        ulong pages = (ulong)cached.Count + (ulong)InUse;
        bool first = true;
        foreach (Extent extent in free)
        {
            bool holds = extent.Start < extent.End && (first || extent.Start > behind) && extent.Start >= Range.First && extent.End - 1 <= Range.Last;
            if (!holds)
                throw new InvalidOperationException($"Free DVMA {extent} lies badly behind 0x{behind:X} in {Range}.");
            behind = extent.End;
            pages += (extent.End - extent.Start) >> DvmaPage.Shift;
            first = false;
        }
        if (pages != (ulong)Pages)
            throw new InvalidOperationException($"{pages} of {Pages} pages of DVMA are accounted for, {InUse} in use and {cached.Count} in the cache.");
    }

    private bool IsFromCache(in DvmaRequest request) =>
        request.Pages == 1 && request.Within.Contains(Range)
        && (request.Align == 0 || DvmaPage.Size % request.Align == 0) && (unchecked(request.Seg + 1) & DvmaPage.OffsetMask) == 0;

    private bool TryTake(in DvmaRequest request, out ulong address)
    {
        for (int index = 0; index < free.Count; index++)
        {
            (ulong start, ulong end) = free[index];
            if (request.TryPlace(start, end, out address))
            {
                Cut(index, address, address + request.Bytes);
                return true;
            }
        }
        address = 0;
        return false;
    }

    private void Cut(int index, ulong from, ulong to)
    {
        (ulong start, ulong end) = free[index];
        if (start < from && to < end)
        {
            free[index] = new Extent(start, from);
            free.Insert(index + 1, new Extent(to, end));
        }
        else if (start < from || to < end)
        {
            free[index] = start < from ? new Extent(start, from) : new Extent(to, end);
        }
        else
        {
            free.RemoveAt(index);
        }
    }

    private void Join(ulong from, ulong to)
    {
        int found = free.BinarySearch(new Extent(from, 0));
        AssertTaken(from, to, found);
        int next = ~found;
        bool touchesNext = next < free.Count && free[next].Start == to;
        if (next > 0 && free[next - 1].End == from)
        {
            free[next - 1] = new Extent(free[next - 1].Start, touchesNext ? free[next].End : to);
            if (touchesNext)
                free.RemoveAt(next);
        }
        else if (touchesNext)
        {
            free[next] = new Extent(from, free[next].End);
        }
        else
        {
            free.Insert(next, new Extent(from, to));
        }
    }

    private void AssertTaken(ulong from, ulong to, int found)
    {
        int next = ~found;
        bool isTaken = found < 0 && from >= Range.First && to - 1 <= Range.Last
            && (next == free.Count || free[next].Start >= to) && (next == 0 || free[next - 1].End <= from)
            && !cached.Contains(from);
        if (!isTaken)
            throw new InvalidOperationException($"DVMA 0x{from:X}..0x{to - 1:X} is freed, but not all of it is in use.");
    }

    private readonly record struct Extent(ulong Start, ulong End) : IComparable<Extent>
    {
        public int CompareTo(Extent other) => Start.CompareTo(other.Start);
    }
}
