namespace DmaActors.Hardware.Memory;

/// <summary>
/// The books on one stretch of page frames. Frames are numbered here from the end that the policy starts with, so that "the lowest free one" serves all:
/// <i>place</i> 0 is the first frame, or the last if the policy is descending.
/// </summary>
internal sealed class FrameRegion
{
    // How many free frames of the scattered order are tried before a frame within narrow limits is searched for instead.
    private const int Tries = 16;

    private readonly PageSize pageSize;
    private readonly ulong first;
    private readonly bool mirrored;
    private readonly ulong seed;

    // Places in use. Invariant: taken holds InUse numbers, all below Count.
    private readonly SparseBits taken = new();

    // Scattered only: the same frames by their index in the permutation. Invariant: order.IndexOf maps taken onto takenInOrder.
    private readonly FramePermutation? order;
    private readonly SparseBits takenInOrder;

    // Invariant: every number below it is in takenInOrder.
    private ulong lowestFree;

    internal FrameRegion(PageFrame first, ulong count, PageSize pageSize, FramePolicy policy, ulong seed)
    {
        this.first = first.Number;
        Count = count;
        this.pageSize = pageSize;
        this.seed = seed;
        mirrored = policy == FramePolicy.Descending;
        order = policy == FramePolicy.Scattered && count > 0 ? new FramePermutation(count, seed) : null;
        takenInOrder = order is null ? taken : new SparseBits();
    }

    /// <summary>The frames of the region.</summary>
    internal ulong Count { get; }

    /// <summary>The frames given and not freed.</summary>
    internal ulong InUse { get; private set; }

    internal bool Contains(PageFrame frame) => frame.Number >= first && frame.Number - first < Count;

    internal bool IsInUse(PageFrame frame) => taken.Contains(PlaceOf(frame.Number));

    /// <summary>Takes the next frame of the policy's order that lies between two frames, both included.</summary>
    internal bool TryTake(ulong lowest, ulong highest, out PageFrame frame)
    {
        frame = default;
        if (InUse == Count || !Clip(ref lowest, ref highest))
            return false;
        var (from, to) = mirrored ? (PlaceOf(highest), PlaceOf(lowest)) : (PlaceOf(lowest), PlaceOf(highest));
        ulong index;
        var place = order is null ? index = taken.LowestAbsent(Math.Max(from, lowestFree)) : ScatteredPlace(from, to, out index);
        if (place > to)
            return false;
        frame = new PageFrame(mirrored ? first + (Count - 1 - place) : first + place);
        Take(place, index);
        return true;
    }

    /// <summary>Takes the first run of adjacent frames that keeps the limits, from the end that the policy starts with.</summary>
    internal bool TryTakeRun(ulong pages, ulong lowest, ulong highest, in FrameLimits limits, out PageFrame start)
    {
        start = default;
        if (pages > Count - InUse || !Clip(ref lowest, ref highest) || pages > highest - lowest + 1)
            return false;
        var search = new RunSearch(pages, lowest, highest, pageSize, limits, mirrored);
        while (search.Next(out var frame))
        {
            var (from, to) = (PlaceOf(frame), PlaceOf(frame + (pages - 1)));
            if (mirrored)
                (from, to) = (to, from);
            if (!taken.TryHighest(from, to, out var obstacle))
            {
                for (var place = from; place <= to; place++)
                    Take(place, IndexOf(place));
                start = new PageFrame(frame);
                return true;
            }

            // The run is free of the obstacle only if it begins behind all that is taken there without a gap.
            var free = taken.LowestAbsent(obstacle);
            if (free >= Count)
                return false;
            search.SkipTo(mirrored ? first + (Count - 1 - free) : first + free);
        }

        return false;
    }

    internal void Release(PageFrame frame)
    {
        var place = PlaceOf(frame.Number);
        if (!taken.Remove(place))
            throw new LedgerException($"{frame} is freed, but it is not in use: freed twice, or never given.");
        var index = IndexOf(place);
        if (order is not null && !takenInOrder.Remove(index))
            throw new LedgerException($"{frame} was in use, but not in the scattered order.");

        lowestFree = Math.Min(lowestFree, index);
        InUse--;
    }

    internal void Reset()
    {
        taken.Clear();
        takenInOrder.Clear();
        lowestFree = 0;
        InUse = 0;
    }

    internal void AssertInvariants(bool full)
    {
        if (InUse > Count || lowestFree > Count)
            throw new LedgerException($"{InUse} of {Count} frames are in use; the lowest free one is said to be number {lowestFree}.");
        if (!full)
            return;
        if (!taken.IsSummaryRight() || !takenInOrder.IsSummaryRight())
            throw new LedgerException("The summary of full words is wrong.");
        if (takenInOrder.LowestAbsent(0) < lowestFree)
            throw new LedgerException($"Number {takenInOrder.LowestAbsent(0)} is free, below {lowestFree}, the lowest that is said to be.");
        var (places, indices) = (0UL, (ulong)takenInOrder.All().Count());
        foreach (var place in taken.All())
        {
            places++;
            if (place >= Count || !takenInOrder.Contains(IndexOf(place)))
                throw new LedgerException($"Place {place} of {Count} is taken, but not in the order of the policy.");
        }

        if (places != InUse || indices != InUse)
            throw new LedgerException($"{InUse} frames are counted in use; {places} are marked, {indices} in the order of the policy.");
    }

    private ulong ScatteredPlace(ulong from, ulong to, out ulong index)
    {
        // Within the limits of the whole region the first try hits.
        index = lowestFree;
        for (var i = 0; i < Tries; i++, index++)
        {
            index = takenInOrder.LowestAbsent(index);
            if (index >= Count)
                break;
            var place = order!.At(index);
            if (place >= from && place <= to)
                return place;
        }

        // Anywhere within the limits; the point depends on the fill level only, so that taking and freeing in turn stays on the same frames.
        var start = from + Mixing.Mix(unchecked(seed + InUse * Mixing.Golden)) % (to - from + 1);
        var found = taken.LowestAbsent(start);
        if (found > to)
            found = taken.LowestAbsent(from);
        index = found > to ? 0 : IndexOf(found);
        return found;
    }

    private void Take(ulong place, ulong index)
    {
        if (!taken.Add(place) || (order is not null && !takenInOrder.Add(index)))
            throw new LedgerException($"Place {place}, number {index} in the order of the policy, is taken twice.");
        if (index == lowestFree)
            lowestFree++;
        InUse++;
    }

    /// <summary>The number of a place in the order of the policy.</summary>
    private ulong IndexOf(ulong place) => order is null ? place : order.IndexOf(place);

    private bool Clip(ref ulong lowest, ref ulong highest)
    {
        if (Count == 0)
            return false;
        lowest = Math.Max(lowest, first);
        highest = Math.Min(highest, first + (Count - 1));
        return lowest <= highest;
    }

    private ulong PlaceOf(ulong frame) => mirrored ? first + (Count - 1) - frame : frame - first;
}
