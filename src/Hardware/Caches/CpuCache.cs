using System.Numerics;
using System.Runtime.InteropServices;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Hardware.Caches;

/// <summary>
/// The processor's data cache on a machine where nobody snoops: write-back, write-allocate, physically tagged. It holds real bytes. A read may give what
/// memory held when the line came in; what the processor wrote is in memory only when the line is written back; and a line goes back whole, so that it
/// takes along the bytes beside those that were written, whatever a device has put there meanwhile.
/// </summary>
/// <remarks>
/// Within a set the least recently used line gives way, unless <see cref="ChooseVictim"/> says otherwise. By itself nothing leaves; that a real cache may
/// write a line back at any moment is for <see cref="Bus.MemoryPath"/> to choose.
/// </remarks>
public sealed class CpuCache : IMemoryPort
{
    /// <summary>Memory is cached or not by pages of so many bytes: at least the largest line.</summary>
    public const ulong PageBytes = 4_096;

    private readonly PhysicalMemory memory;
    private readonly Gate gate;
    private readonly int lineBytes;
    private readonly int lineShift;
    private readonly int ways;
    private readonly ulong setMask;

    // Line i has bytes[i * lineBytes ..]; set s has lines[s * ways .. (s + 1) * ways]. Invariant: no two valid lines of a set have one number, a dirty
    // line is valid, DirtyLines are dirty, and no two lines of a set that were ever used have one LastUse.
    private readonly byte[] bytes;
    private readonly Line[] lines;

    // Pages that pass the cache by, by address / PageBytes. Invariant: no line holds a byte of them.
    private readonly HashSet<ulong> uncached = [];
    private ulong clock;

    /// <summary>A cache before that memory, empty.</summary>
    /// <param name="memory">What it caches.</param>
    /// <param name="geometry">Its size.</param>
    /// <param name="gate">Closed where actors on several threads share the machine: that of the bus.</param>
    public CpuCache(PhysicalMemory memory, CacheGeometry geometry, Gate gate = default)
    {
        this.memory = memory;
        this.gate = gate;
        Geometry = geometry;
        lineBytes = geometry.LineBytes;
        lineShift = BitOperations.Log2((uint)geometry.LineBytes);
        ways = geometry.Ways;
        setMask = (ulong)geometry.Sets - 1;
        bytes = new byte[geometry.Lines * geometry.LineBytes];
        lines = new Line[geometry.Lines];
    }

    /// <summary>Its size.</summary>
    public CacheGeometry Geometry { get; }

    /// <summary>Lines that hold what is not in memory.</summary>
    public int DirtyLines { get; private set; }

    /// <summary>
    /// Asked which line of a full set gives way: gets the number of ways, answers 0 for the least recently used line, 1 for the next, and so on. Null: always 0.
    /// </summary>
    public Func<int, int>? ChooseVictim { get; set; }

    /// <summary>Empty again, as at power-on: what was dirty is lost.</summary>
    public void Reset()
    {
        Array.Clear(lines);
        uncached.Clear();
        clock = 0;
        DirtyLines = 0;
    }

    /// <summary>
    /// Says whether the processor's accesses to a range go through the cache; at first all do. What stands there of a range that is not to be cached any more goes to memory and is
    /// forgotten.
    /// </summary>
    /// <param name="at">A multiple of <see cref="PageBytes"/>.</param>
    /// <param name="length">The same.</param>
    /// <param name="cached">Whether.</param>
    /// <exception cref="ArgumentException">The range is no whole pages.</exception>
    public void SetCached(PhysicalAddress at, ulong length, bool cached)
    {
        memory.TouchCaches();
        using var access = gate.Enter();
        if (at.Value % PageBytes != 0 || length % PageBytes != 0)
            throw new ArgumentException($"{length} bytes at {at} are no whole pages of {PageBytes} bytes.", nameof(at));
        if (!cached)
            WriteBackInvalidate(at, length);
        for (var done = 0UL; done < length; done += PageBytes)
        {
            if (cached)
                uncached.Remove((at.Value + done) / PageBytes);
            else
                uncached.Add((at.Value + done) / PageBytes);
        }
    }

    /// <inheritdoc/>
    public int Read(PhysicalAddress at, Span<byte> destination)
    {
        memory.TouchCaches();
        using var access = gate.Enter();
        var inside = memory.Installed(at, destination.Length);
        destination[inside..].Fill(0xFF);
        for (var rest = destination[..inside]; rest.Length > 0;)
        {
            var piece = Math.Min(rest.Length, RestOfLine(at));
            if (IsUncached(at))
                memory.Read(at, rest[..piece]);
            else
                Cached(at, piece).CopyTo(rest);
            rest = rest[piece..];
            at = Behind(at, piece);
        }

        return inside;
    }

    /// <inheritdoc/>
    public int Write(PhysicalAddress at, ReadOnlySpan<byte> source)
    {
        memory.TouchCaches();
        using var access = gate.Enter();
        var inside = memory.Installed(at, source.Length);
        for (var rest = source[..inside]; rest.Length > 0;)
        {
            var piece = Math.Min(rest.Length, RestOfLine(at));
            if (IsUncached(at))
                memory.Write(at, rest[..piece]);
            else
                rest[..piece].CopyTo(Cached(at, piece, dirtied: true));
            rest = rest[piece..];
            at = Behind(at, piece);
        }

        return inside;
    }

    /// <inheritdoc/>
    public int FirstDifference(PhysicalAddress at, ReadOnlySpan<byte> expected)
    {
        memory.TouchCaches();
        using var access = gate.Enter();
        var inside = memory.Installed(at, expected.Length);
        for (var done = 0; done < inside;)
        {
            var piece = Math.Min(inside - done, RestOfLine(at));
            var equal = IsUncached(at)
                ? memory.FirstDifference(at, expected.Slice(done, piece))
                : ((ReadOnlySpan<byte>)Cached(at, piece)).CommonPrefixLength(expected.Slice(done, piece));
            if (equal >= 0 && equal < piece)
                return done + equal;
            done += piece;
            at = Behind(at, piece);
        }

        var other = expected[inside..].IndexOfAnyExcept((byte)0xFF);
        return other < 0 ? -1 : inside + other;
    }

    /// <summary>Every dirty line goes to memory, whole, and stays, clean.</summary>
    public void WriteBackAll() => Maintain(default, ulong.MaxValue, writeBack: true, invalidate: false);

    /// <summary>Every line that has a byte of the range goes to memory, whole, if it is dirty, and stays, clean.</summary>
    public void WriteBack(PhysicalAddress at, ulong length) => Maintain(at, length, writeBack: true, invalidate: false);

    /// <summary>Every line that has a byte of the range is forgotten, whole: what was dirty is lost, also that of a neighbour at the ends of the range.</summary>
    public void Invalidate(PhysicalAddress at, ulong length) => Maintain(at, length, writeBack: false, invalidate: true);

    /// <summary>Every line that has a byte of the range goes to memory, whole, if it is dirty, and is forgotten.</summary>
    public void WriteBackInvalidate(PhysicalAddress at, ulong length) => Maintain(at, length, writeBack: true, invalidate: true);

    /// <summary>Checks everything, at the cost of a pass over the lines: for tests and full checking.</summary>
    /// <exception cref="InvalidOperationException">The cache is broken: a fault of ours.</exception>
    public void AssertInvariants()
    {
        if (lines.Count(line => line.IsDirty) != DirtyLines)
            throw new InvalidOperationException($"{DirtyLines} lines are said to be dirty, and {lines.Count(line => line.IsDirty)} are.");
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (!line.IsValid)
            {
                if (line.IsDirty)
                    throw new InvalidOperationException($"Line {i} is dirty and not valid.");
                continue;
            }

            if (IsUncached(new PhysicalAddress(line.Number << lineShift)))
                throw new InvalidOperationException($"Line {i} holds 0x{line.Number << lineShift:X}, which is not to be cached.");
            if ((int)(line.Number & setMask) != i / ways)
                throw new InvalidOperationException($"Line {i} holds 0x{line.Number << lineShift:X}, which belongs into another set.");
            for (var other = (i / ways * ways); other < i; other++)
            {
                if (lines[other].IsValid && (lines[other].Number == line.Number || lines[other].LastUse == line.LastUse))
                    throw new InvalidOperationException($"Lines {other} and {i} hold the same address, or were used at the same moment.");
            }
        }
    }

    private bool IsUncached(PhysicalAddress at) => uncached.Count > 0 && uncached.Contains(at.Value / PageBytes);

    private static PhysicalAddress Behind(PhysicalAddress at, int bytes) => new(unchecked(at.Value + (ulong)bytes));

    private int RestOfLine(PhysicalAddress at) => lineBytes - OffsetInLine(at);

    private int OffsetInLine(PhysicalAddress at) => (int)(at.Value & (ulong)(lineBytes - 1));

    /// <summary>Bytes of one line, which comes in if it is not there.</summary>
    private Span<byte> Cached(PhysicalAddress at, int length, bool dirtied = false)
    {
        var number = at.Value >> lineShift;
        var index = Find(number);
        if (index < 0)
            index = Fill(number);
        ref var line = ref lines[index];
        line.LastUse = ++clock;
        if (dirtied && !line.IsDirty)
        {
            line.IsDirty = true;
            DirtyLines++;
        }

        return bytes.AsSpan((index * lineBytes) + OffsetInLine(at), length);
    }

    private int Find(ulong number)
    {
        var first = (int)(number & setMask) * ways;
        for (var i = first; i < first + ways; i++)
        {
            if (lines[i].Number == number && lines[i].IsValid)
                return i;
        }

        return -1;
    }

    private int Fill(ulong number)
    {
        var index = Victim((int)(number & setMask) * ways);
        ref var line = ref lines[index];
        if (line.IsDirty)
            Store(index);
        line = new Line { Number = number, IsValid = true };
        memory.Read(new PhysicalAddress(number << lineShift), Bytes(index));
        return index;
    }

    /// <summary>The line of a set that a new one takes the place of: one that is not valid, or else the oldest, or the one chosen.</summary>
    private int Victim(int first)
    {
        var oldest = first;
        for (var i = first; i < first + ways; i++)
        {
            if (!lines[i].IsValid)
                return i;
            if (lines[i].LastUse < lines[oldest].LastUse)
                oldest = i;
        }

        if (ChooseVictim is null || ways == 1)
            return oldest;
        var rank = ChooseVictim(ways);
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, ways);
        for (; rank > 0; rank--)
            oldest = NextYounger(first, oldest);
        return oldest;
    }

    private int NextYounger(int first, int than)
    {
        var next = -1;
        for (var i = first; i < first + ways; i++)
        {
            if (lines[i].LastUse > lines[than].LastUse && (next < 0 || lines[i].LastUse < lines[next].LastUse))
                next = i;
        }

        return next;
    }

    private void Store(int index)
    {
        memory.Write(new PhysicalAddress(lines[index].Number << lineShift), Bytes(index));
        lines[index].IsDirty = false;
        DirtyLines--;
    }

    private void Maintain(PhysicalAddress at, ulong length, bool writeBack, bool invalidate)
    {
        memory.TouchCaches();
        if (length == 0)
            return;
        var toTheTop = ulong.MaxValue - at.Value;
        var (firstNumber, lastNumber) = (at.Value >> lineShift, (at.Value + Math.Min(length - 1, toTheTop)) >> lineShift);
        if (lastNumber - firstNumber >= (ulong)lines.Length)
        {
            // The range is larger than the cache: ask each line whether it lies in it.
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].IsValid && lines[i].Number >= firstNumber && lines[i].Number <= lastNumber)
                    Maintain(i, writeBack, invalidate);
            }

            return;
        }

        for (var number = firstNumber; number <= lastNumber; number++)
        {
            var index = Find(number);
            if (index >= 0)
                Maintain(index, writeBack, invalidate);
        }
    }

    private void Maintain(int index, bool writeBack, bool invalidate)
    {
        if (writeBack && lines[index].IsDirty)
            Store(index);
        if (!invalidate)
            return;
        if (lines[index].IsDirty)
            DirtyLines--;
        lines[index] = default;
    }

    private Span<byte> Bytes(int index) => bytes.AsSpan(index * lineBytes, lineBytes);

    /// <summary>What stands in a line. <c>default</c>: nothing.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Line
    {
        /// <summary>The address of its first byte, divided by the size of a line.</summary>
        public ulong Number;

        /// <summary>The clock of its last use.</summary>
        public ulong LastUse;

        public bool IsValid;

        public bool IsDirty;
    }
}
