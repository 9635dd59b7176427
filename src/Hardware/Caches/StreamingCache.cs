using System.Numerics;
using System.Runtime.InteropServices;
using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Caches;

/// <summary>
/// The I/O cache of sun4u, in the host bridge between device and memory: a few lines, found by bus address, that nobody keeps consistent but who flushes them.
/// What a device writes is gathered in a line and reaches memory when the line gives way to another or is flushed. What a device reads comes in by the line
/// and is read again from there, whatever the processor has written since.
/// </summary>
/// <remarks>
/// A flush works by page or by context, and in two steps, as there: prefetched lines are dropped at once, gathered ones begin to leave and are in memory, and
/// the flag that was asked for is written, when <see cref="CompleteFlush"/> is called. The oldest line gives way. A gathered line stores the bytes that were
/// written and no others, so that nothing is corrupted beside a buffer. One world, one thread.
/// </remarks>
public sealed class StreamingCache
{
    /// <summary>Bytes in a line.</summary>
    public const int LineBytes = 64;

    /// <summary>The lines of the streaming cache of a sun4u PCI bridge.</summary>
    public const int DefaultLines = 16;

    /// <summary>What a flag holds when everything flushed before it is in memory: eight bytes, little-endian.</summary>
    public const ulong FlagWritten = 1;

    private const int LineShift = 6;

    private readonly PhysicalMemory memory;
    private readonly PageSize pageSize;

    // Line i has bytes[i * LineBytes ..]. Invariant: no two lines that are in use have one number.
    private readonly byte[] bytes;
    private readonly Line[] lines;
    private readonly List<PhysicalAddress> flags = [];
    private ulong clock;

    /// <summary>A cache before that memory, empty.</summary>
    /// <param name="memory">Where its lines go and come from.</param>
    /// <param name="pageSize">What a flush by page empties: the page size of the IOMMU.</param>
    /// <param name="lineCount">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lineCount"/> is less than 1.</exception>
    public StreamingCache(PhysicalMemory memory, PageSize pageSize, int lineCount = DefaultLines)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lineCount, 1);
        this.memory = memory;
        this.pageSize = pageSize;
        bytes = new byte[lineCount * LineBytes];
        lines = new Line[lineCount];
    }

    private enum LineState : byte
    {
        /// <summary>Nothing is in it.</summary>
        Free,

        /// <summary>A copy of memory, for the device to read.</summary>
        Prefetched,

        /// <summary>What the device wrote.</summary>
        Gathering,

        /// <summary>What the device wrote, on its way to memory since a flush.</summary>
        Leaving,
    }

    /// <summary>Whether flushed lines have not reached memory, or a flag has not been written: whether <see cref="CompleteFlush"/> has something to do.</summary>
    public bool IsFlushing
    {
        get
        {
            if (flags.Count > 0)
                return true;
            foreach (ref readonly var line in lines.AsSpan())
            {
                if (line.State == LineState.Leaving)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Empty again, as at power-on: what was gathered is lost.</summary>
    public void Reset()
    {
        Array.Clear(lines);
        flags.Clear();
        clock = 0;
    }

    /// <summary>A device writes.</summary>
    /// <param name="at">Where, as the device says it.</param>
    /// <param name="to">Where in memory that is; as far behind the start of a line as <paramref name="at"/>.</param>
    /// <param name="context">The context of the mapping.</param>
    /// <param name="source">The bytes, all of one page.</param>
    public void Write(BusAddress at, PhysicalAddress to, int context, ReadOnlySpan<byte> source)
    {
        memory.TouchCaches();
        while (source.Length > 0)
        {
            var offset = (int)(at.Value % LineBytes);
            var piece = Math.Min(source.Length, LineBytes - offset);
            var index = LineFor(at, to, context, LineState.Gathering);
            source[..piece].CopyTo(Bytes(index)[offset..]);
            lines[index].Written |= ulong.MaxValue >> (LineBytes - piece) << offset;
            source = source[piece..];
            at += (ulong)piece;
            to = new PhysicalAddress(unchecked(to.Value + (ulong)piece));
        }
    }

    /// <summary>A device reads.</summary>
    /// <param name="at">Where, as the device says it.</param>
    /// <param name="from">Where in memory that is; as far behind the start of a line as <paramref name="at"/>.</param>
    /// <param name="context">The context of the mapping.</param>
    /// <param name="destination">The bytes, all of one page.</param>
    public void Read(BusAddress at, PhysicalAddress from, int context, Span<byte> destination)
    {
        memory.TouchCaches();
        while (destination.Length > 0)
        {
            var offset = (int)(at.Value % LineBytes);
            var piece = Math.Min(destination.Length, LineBytes - offset);
            var index = LineFor(at, from, context, LineState.Prefetched);
            Bytes(index).Slice(offset, piece).CopyTo(destination);
            destination = destination[piece..];
            at += (ulong)piece;
            from = new PhysicalAddress(unchecked(from.Value + (ulong)piece));
        }
    }

    /// <summary>Begins to flush every page that has a byte of the range.</summary>
    public void Flush(BusAddress at, ulong length)
    {
        memory.TouchCaches();
        if (length == 0)
            return;
        var (first, last) = (at.Value >> pageSize.Shift, (at.Value + Math.Min(length - 1, ulong.MaxValue - at.Value)) >> pageSize.Shift);
        for (var i = 0; i < lines.Length; i++)
        {
            var page = lines[i].Number >> (pageSize.Shift - LineShift);
            if (page >= first && page <= last)
                BeginToLeave(ref lines[i]);
        }
    }

    /// <summary>Begins to flush everything of a context.</summary>
    public void FlushContext(int context)
    {
        memory.TouchCaches();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Context == context)
                BeginToLeave(ref lines[i]);
        }
    }

    /// <summary>Asks for <see cref="FlagWritten"/> to be stored there when all that was flushed until now has reached memory.</summary>
    public void RequestFlag(PhysicalAddress flag) => flags.Add(flag);

    /// <summary>What was flushed reaches memory, the line flushed first at first; behind it the flags.</summary>
    public void CompleteFlush()
    {
        memory.TouchCaches();
        while (OldestLeaving() is var index and >= 0)
            Release(index);
        foreach (var flag in flags)
            memory.Write64(flag, FlagWritten);
        flags.Clear();
    }

    /// <summary>Empties a page without delay: what was gathered is in memory, what was prefetched is forgotten. A mapping ends, or another begins.</summary>
    internal void Evict(BusAddress page)
    {
        var number = page.Value >> pageSize.Shift;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].State != LineState.Free && lines[i].Number >> (pageSize.Shift - LineShift) == number)
                Release(i);
        }
    }

    /// <summary>Checks everything, at the cost of a pass over the lines: for tests and full checking.</summary>
    /// <exception cref="InvalidOperationException">The cache is broken: a fault of ours.</exception>
    internal void AssertInvariants()
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.Written != 0 != line.State is LineState.Gathering or LineState.Leaving)
                throw new InvalidOperationException($"Line {i} is {line.State} and has {BitOperations.PopCount(line.Written)} written bytes.");
            if (line.State != LineState.Free && Find(line.Number) != i)
                throw new InvalidOperationException($"Lines {Find(line.Number)} and {i} hold the same address.");
        }
    }

    private void BeginToLeave(ref Line line)
    {
        switch (line.State)
        {
            case LineState.Prefetched:
                line = default;
                break;
            case LineState.Gathering:
                line.State = LineState.Leaving;
                line.LastUse = ++clock;
                break;
        }
    }

    /// <summary>The line at an address in the state that an access needs. A line in another state gives way to it.</summary>
    private int LineFor(BusAddress at, PhysicalAddress there, int context, LineState needed)
    {
        var number = at.Value >> LineShift;
        var index = Find(number);
        if (index < 0)
            index = Victim();
        ref var line = ref lines[index];
        if (line.State != needed || line.Number != number)
        {
            Release(index);
            line = new Line { Number = number, Memory = new PhysicalAddress(there.Value & ~(ulong)(LineBytes - 1)), Context = context, State = needed };
            if (needed == LineState.Prefetched)
                memory.Read(line.Memory, Bytes(index));
        }

        line.LastUse = ++clock;
        return index;
    }

    private int Find(ulong number)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Number == number && lines[i].State != LineState.Free)
                return i;
        }

        return -1;
    }

    private int Victim()
    {
        var oldest = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].State == LineState.Free)
                return i;
            if (lines[i].LastUse < lines[oldest].LastUse)
                oldest = i;
        }

        return oldest;
    }

    private int OldestLeaving()
    {
        var oldest = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].State == LineState.Leaving && (oldest < 0 || lines[i].LastUse < lines[oldest].LastUse))
                oldest = i;
        }

        return oldest;
    }

    /// <summary>A line is free again; what the device wrote in it is in memory.</summary>
    private void Release(int index)
    {
        var line = lines[index];
        // Run by run of what was written: between them lie bytes that the device never touched.
        for (var left = line.Written; left != 0;)
        {
            var from = BitOperations.TrailingZeroCount(left);
            var length = BitOperations.TrailingZeroCount(~(left >> from));
            memory.Write(new PhysicalAddress(line.Memory.Value + (ulong)from), Bytes(index).Slice(from, length));
            left &= ~(ulong.MaxValue >> (LineBytes - length) << from);
        }

        lines[index] = default;
    }

    private Span<byte> Bytes(int index) => bytes.AsSpan(index * LineBytes, LineBytes);

    /// <summary>What stands in a line. <c>default</c>: nothing.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Line
    {
        /// <summary>The bus address of its first byte, divided by the size of a line.</summary>
        public ulong Number;

        /// <summary>Where in memory its first byte lies: as it was translated when the line was taken.</summary>
        public PhysicalAddress Memory;

        /// <summary>A bit for each byte that the device wrote and that is not in memory.</summary>
        public ulong Written;

        /// <summary>The clock of its last use, or of the flush that it leaves by.</summary>
        public ulong LastUse;

        public int Context;

        public LineState State;
    }
}
