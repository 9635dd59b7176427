namespace DmaActors.Hardware.Memory;

/// <summary>
/// The places where a run of frames would keep its limits, one after the other: upwards from the lowest frame, or downwards from the highest. Knows
/// alignment and segments, not what is in use.
/// </summary>
internal ref struct RunSearch
{
    private readonly ulong pages;
    private readonly ulong lowest;
    private readonly ulong highest;
    private readonly bool downwards;
    private readonly int pageShift;

    // In frames, a power of two.
    private readonly ulong alignment;

    // In bytes, 0 for no segments.
    private readonly ulong segment;

    // Where the next run may start at the earliest; on the way down, the last frame it may have.
    private ulong edge;
    private bool ended;

    /// <summary>
    /// All runs of <paramref name="pages"/> frames from <paramref name="lowest"/> to <paramref name="highest"/>, both included; there are that many.
    /// </summary>
    internal RunSearch(ulong pages, ulong lowest, ulong highest, PageSize pageSize, in FrameLimits limits, bool downwards)
    {
        this.pages = pages;
        this.lowest = lowest;
        this.highest = highest;
        this.downwards = downwards;
        pageShift = pageSize.Shift;
        alignment = Math.Max(1, limits.Alignment >> pageShift);
        segment = unchecked(limits.Segment + 1);
        edge = downwards ? highest : lowest;
        ended = segment != 0 && pages > segment >> pageShift;
    }

    /// <summary>The next run's first frame; false at the end. To go on, call <see cref="SkipTo"/>.</summary>
    internal bool Next(out ulong start)
    {
        start = 0;
        while (!ended)
        {
            start = downwards ? AlignedDown() : AlignedUp();
            if (ended || segment == 0)
                break;
            var end = ((start + pages) << pageShift) - 1;
            var border = end - end % segment;
            if (border <= start << pageShift)
                break;
            // Every run between here and the border crosses it too.
            if (downwards)
                SkipTo((border >> pageShift) - 1);
            else
                SkipTo(((border - 1) >> pageShift) + 1);
        }

        return !ended;
    }

    /// <summary>From now on no run starts below <paramref name="frame"/>; on the way down, none ends above it.</summary>
    internal void SkipTo(ulong frame) => edge = frame;

    private ulong AlignedUp()
    {
        var start = edge + (unchecked(0 - edge) & (alignment - 1));
        ended = start > highest || highest - start < pages - 1;
        return start;
    }

    private ulong AlignedDown()
    {
        ended = edge < lowest || edge - lowest < pages - 1;
        if (ended)
            return 0;
        var start = (edge - (pages - 1)) & ~(alignment - 1);
        ended = start < lowest;
        return start;
    }
}
