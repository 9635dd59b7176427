using DmaActors.Simulation.Hosting;

namespace DmaActors.Hardware.Memory;

/// <summary>
/// Gives out the page frames of a machine's memory and keeps the ledger of who is owed what. Frame 0 is never given. Costs host memory for the frames in use,
/// whatever is installed.
/// </summary>
/// <remarks>
/// Low memory can be reserved: frames below a limit then go only to requests that cannot use all of the memory above it, and to these only when what they reach
/// above it is full. No run spans that limit. Failing for lack of frames is an answer (false); a wrong free is a <see cref="LedgerException"/>.
/// </remarks>
public sealed class FrameAllocator
{
    /// <summary>What an ISA device reaches: the usual amount of low memory to reserve.</summary>
    public const ulong SixteenMiB = 1UL << 24;

    private static readonly ulong Frames = TraceDigest.OfName("page frames");

    private readonly FrameRegion low;
    private readonly FrameRegion high;
    private readonly Gate gate;

    // The last frame of memory: a request that reaches it is not restricted.
    private readonly ulong lastFrame;

    /// <summary>An allocator for all of a memory, with nothing in use.</summary>
    /// <param name="installedBytes">The size of the memory, a multiple of the page size, at least two pages.</param>
    /// <param name="pageSize">The page size of the machine.</param>
    /// <param name="policy">Which free frame is given next.</param>
    /// <param name="seed">Of the scattered policy's permutation.</param>
    /// <param name="reservedLowBytes">How much memory from address 0 on is kept for restricted requests, rounded up to pages.</param>
    /// <param name="gate">Closed where actors on several threads take frames.</param>
    /// <exception cref="ArgumentOutOfRangeException">The memory has no two whole pages, or the reserve leaves nothing.</exception>
    public FrameAllocator(ulong installedBytes, PageSize pageSize, FramePolicy policy, ulong seed = 0, ulong reservedLowBytes = 0, Gate gate = default)
    {
        this.gate = gate;
        var pageBytes = (ulong)pageSize.Bytes;
        if (installedBytes < 2 * pageBytes || installedBytes % pageBytes != 0)
            throw new ArgumentOutOfRangeException(nameof(installedBytes), installedBytes, $"Memory is a multiple of {pageBytes} bytes, at least two pages.");
        var frames = installedBytes / pageBytes;
        var lowFrames = pageSize.PagesFor(0, reservedLowBytes);
        if (lowFrames >= frames)
            throw new ArgumentOutOfRangeException(nameof(reservedLowBytes), reservedLowBytes, $"The reserve leaves nothing of {installedBytes} bytes.");
        var border = Math.Max(1, lowFrames);
        PageSize = pageSize;
        lastFrame = frames - 1;
        low = new FrameRegion(new PageFrame(1), border - 1, pageSize, policy, unchecked(seed + Mixing.Golden));
        high = new FrameRegion(new PageFrame(border), frames - border, pageSize, policy, seed);
    }

    /// <summary>The page size of the machine.</summary>
    public PageSize PageSize { get; }

    /// <summary>Held while frames change hands, also by whoever changes what is said to be in them.</summary>
    public Gate Gate => gate;

    /// <summary>How many frames can be in use at once.</summary>
    public ulong Capacity => low.Count + high.Count;

    /// <summary>How many frames are in use.</summary>
    public ulong InUse => low.InUse + high.InUse;

    /// <summary>The world in whose steps frames are taken and given back: who gets which depends on the order. Null: nobody wants to know.</summary>
    public World? World { get; set; }

    /// <summary>How many of <see cref="Capacity"/> are reserved low memory.</summary>
    public ulong LowCapacity => low.Count;

    /// <summary>How many of <see cref="InUse"/> are reserved low memory.</summary>
    public ulong LowInUse => low.InUse;

    /// <summary>Counts the resets: frames given before the last one are worth nothing.</summary>
    internal uint Era { get; private set; }

    /// <summary>Gives a frame anywhere outside reserved low memory; false if there is none.</summary>
    public bool TryAllocate(out PageFrame frame)
    {
        using var access = gate.Enter();
        Touch();
        return high.TryTake(0, lastFrame, out frame);
    }

    /// <summary>Gives a frame within <paramref name="limits"/>; false if there is none.</summary>
    public bool TryAllocate(in FrameLimits limits, out PageFrame frame)
    {
        using var access = gate.Enter();
        Touch();
        frame = default;
        // Only a page that lies badly in its alignment or segment needs the search for runs.
        if (limits.Alignment > (ulong)PageSize.Bytes || limits.Segment != ulong.MaxValue)
            return TryAllocateRun(1, limits, out frame);
        return Reach(limits, out var lowest, out var highest)
            && (high.TryTake(lowest, highest, out frame) || (highest < lastFrame && low.TryTake(lowest, highest, out frame)));
    }

    /// <summary>Gives <paramref name="pages"/> adjacent frames within <paramref name="limits"/>; false if there are none, be it for fragmentation.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pages"/> is 0.</exception>
    public bool TryAllocateRun(ulong pages, in FrameLimits limits, out PageFrame first)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pages);
        using var access = gate.Enter();
        Touch();
        first = default;
        return Reach(limits, out var lowest, out var highest)
            && (high.TryTakeRun(pages, lowest, highest, limits, out first)
                || (highest < lastFrame && low.TryTakeRun(pages, lowest, highest, limits, out first)));
    }

    /// <summary>Takes back <paramref name="pages"/> adjacent frames. What was given as a run may be freed in parts.</summary>
    /// <exception cref="LedgerException">One of the frames is not in use. Those before it are freed.</exception>
    public void Free(PageFrame first, ulong pages = 1)
    {
        using var access = gate.Enter();
        Touch();
        for (var i = 0UL; i < pages; i++)
            RegionOf(first + i).Release(first + i);
    }

    /// <summary>Whether <paramref name="frame"/> is given and not freed.</summary>
    public bool IsInUse(PageFrame frame) => low.Contains(frame) ? low.IsInUse(frame) : high.Contains(frame) && high.IsInUse(frame);

    /// <summary>Nothing in use again, and the same frames in the same order from now on; in constant time.</summary>
    public void Reset()
    {
        low.Reset();
        high.Reset();
        Era = unchecked(Era + 1);
    }

    /// <summary>Checks the counts; if <paramref name="full"/>, every frame in use as well.</summary>
    /// <exception cref="LedgerException">The books do not balance: a fault of ours.</exception>
    public void AssertInvariants(bool full = false)
    {
        low.AssertInvariants(full);
        high.AssertInvariants(full);
    }

    private void Touch() => World?.Footprint?.WritesObject(Frames);

    private FrameRegion RegionOf(PageFrame frame) =>
        low.Contains(frame) ? low
        : high.Contains(frame) ? high
        : throw new LedgerException($"{frame} is freed, but no allocator of this machine could have given it.");

    /// <summary>The frames that lie wholly within the limits; false if none does.</summary>
    private bool Reach(in FrameLimits limits, out ulong lowest, out ulong highest)
    {
        lowest = PageSize.PagesFor(0, limits.Lowest.Value);
        var end = unchecked(limits.Highest.Value + 1);
        var frames = end == 0 ? ulong.MaxValue : end >> PageSize.Shift;
        highest = Math.Min(lastFrame, unchecked(frames - 1));
        return frames != 0 && lowest <= highest;
    }
}
