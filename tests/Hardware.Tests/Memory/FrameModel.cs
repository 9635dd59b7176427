using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Tests.Memory;

/// <summary>What an allocator must answer, found by looking at every frame.</summary>
internal sealed class FrameModel(int frames, int lowFrames, PageSize pageSize, FramePolicy policy)
{
    internal bool[] Used { get; } = new bool[frames];

    internal int InUse => Used.Count(used => used);

    /// <summary>The frame that must be given; null if none. For the scattered policy: any frame that may be.</summary>
    internal int? Single(FrameLimits limits) => Run(1, limits);

    /// <summary>The first frame of the run that must be given; null if none.</summary>
    internal int? Run(int pages, FrameLimits limits)
    {
        var restricted = limits.Highest.Value < (ulong)frames * (ulong)pageSize.Bytes - 1;
        return Search(Math.Max(1, lowFrames), frames, pages, limits) ?? (restricted ? Search(1, lowFrames, pages, limits) : null);
    }

    internal bool Fits(int start, int pages, FrameLimits limits)
    {
        var (first, last) = ((ulong)start * (ulong)pageSize.Bytes, (ulong)(start + pages) * (ulong)pageSize.Bytes - 1);
        return first >= limits.Lowest.Value
            && last <= limits.Highest.Value
            && first % limits.Alignment == 0
            && (limits.Segment == ulong.MaxValue || first / (limits.Segment + 1) == last / (limits.Segment + 1))
            && !Used.AsSpan(start, pages).Contains(true);
    }

    private int? Search(int from, int end, int pages, FrameLimits limits)
    {
        int? found = null;
        for (var start = from; start <= end - pages && (found is null || policy == FramePolicy.Descending); start++)
            found = Fits(start, pages, limits) ? start : found;
        return found;
    }
}
