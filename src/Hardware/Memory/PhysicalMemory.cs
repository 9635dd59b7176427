using System.Runtime.CompilerServices;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Hardware.Memory;

/// <summary>
/// The memory of one machine: addresses 0 up to the installed size, all zero at power-on. What was never written costs nothing, whatever is installed.
/// </summary>
/// <remarks>
/// As on a PC bus nobody answers beyond the installed size: reads give 0xFF, writes are lost. Nothing is thrown then; the caller is told how many bytes
/// memory answered for, so that it can report the finding. Words are little-endian. One thread, or a gate: then what is racy is the bytes, and never the books.
/// </remarks>
public sealed partial class PhysicalMemory : IMemoryPort
{
    /// <summary>
    /// The unit in which memory is backed, and the largest piece that <see cref="ReadableSpan"/> and <see cref="WritableSpan"/> give: independent of the
    /// machine's page size.
    /// </summary>
    public const int GranuleBytes = 4096;

    private const int GranuleShift = 12;
    private static readonly ulong Caches = TraceDigest.OfName("caches and translations");
    private const ulong OffsetMask = GranuleBytes - 1;

    // Never written: what a read of an untouched granule sees.
    private static readonly byte[] Zeros = new byte[GranuleBytes];

    private readonly SparseIndex index = new();
    private readonly GranulePool pool = new();
    private readonly Gate gate;

    // The granule touched last, or NoGranule; then lastOrdinal is its ordinal.
    private const ulong NoGranule = ulong.MaxValue;
    private ulong lastGranule = NoGranule;
    private int lastOrdinal;

    /// <summary>A memory of that size, empty.</summary>
    /// <param name="installedBytes">A multiple of <see cref="GranuleBytes"/>, not 0.</param>
    /// <param name="gate">Closed where actors on several threads share the memory.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is 0 or no multiple of <see cref="GranuleBytes"/>.</exception>
    public PhysicalMemory(ulong installedBytes, Gate gate = default)
    {
        this.gate = gate;
        if (installedBytes == 0 || installedBytes % GranuleBytes != 0)
            throw new ArgumentOutOfRangeException(nameof(installedBytes), installedBytes, $"Installed memory is a multiple of {GranuleBytes} bytes, not 0.");
        InstalledBytes = installedBytes;
    }

    /// <summary>The number of bytes that answer, from address 0 on.</summary>
    public ulong InstalledBytes { get; }

    /// <summary>The world in whose steps memory is reached, so that it can say what each touches; null: nobody wants to know.</summary>
    public World? World { get; set; }

    /// <summary>How many granules were written since the last <see cref="Reset"/>: the host memory in use, in units of <see cref="GranuleBytes"/>.</summary>
    public int TouchedGranules => index.Count;

    /// <summary>All zero again, in constant time: granules are cleaned when they are next given out, and only where they were dirty.</summary>
    public void Reset()
    {
        index.Clear();
        lastGranule = NoGranule;
    }

    /// <summary>The step goes through a cache or a translation that any other access may have changed: it depends on all of them.</summary>
    public void TouchCaches() => World?.Footprint?.WritesObject(Caches);

    /// <summary>Fills <paramref name="destination"/> with the bytes from <paramref name="at"/> on.</summary>
    /// <returns>How many of them are installed memory: the first ones. The others are 0xFF.</returns>
    public int Read(PhysicalAddress at, Span<byte> destination)
    {
        using var access = gate.Enter();
        if (IsInOneGranule(at, destination.Length))
        {
            Piece(at, destination.Length).CopyTo(destination);
            return destination.Length;
        }

        var inside = Installed(at, destination.Length);
        destination[inside..].Fill(0xFF);
        for (var done = 0; done < inside;)
        {
            var from = at + (ulong)done;
            var piece = Math.Min(inside - done, RestOfGranule(from));
            Piece(from, piece).CopyTo(destination[done..]);
            done += piece;
        }

        return inside;
    }

    /// <summary>Stores <paramref name="source"/> from <paramref name="at"/> on.</summary>
    /// <returns>How many bytes found installed memory: the first ones. The others are lost.</returns>
    public int Write(PhysicalAddress at, ReadOnlySpan<byte> source)
    {
        using var access = gate.Enter();
        if (IsInOneGranule(at, source.Length))
        {
            source.CopyTo(Claim(at, source.Length, overwritten: true));
            return source.Length;
        }

        var inside = Installed(at, source.Length);
        for (var done = 0; done < inside;)
        {
            var to = at + (ulong)done;
            var piece = Math.Min(inside - done, RestOfGranule(to));
            source.Slice(done, piece).CopyTo(Claim(to, piece, overwritten: true));
            done += piece;
        }

        return inside;
    }

    /// <summary>Stores <paramref name="length"/> times <paramref name="value"/> from <paramref name="at"/> on.</summary>
    /// <returns>How many bytes found installed memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public int Fill(PhysicalAddress at, int length, byte value)
    {
        using var access = gate.Enter();
        var inside = Installed(at, length);
        for (var done = 0; done < inside;)
        {
            var to = at + (ulong)done;
            var piece = Math.Min(inside - done, RestOfGranule(to));
            if (value != 0 || Find(to) >= 0)
                Claim(to, piece, overwritten: true).Fill(value);
            done += piece;
        }

        return inside;
    }

    /// <summary>Copies inside memory; the ranges may overlap, the destination ends up with what the source held before.</summary>
    /// <returns>For how many bytes both sides are installed memory: the first ones. Behind them 0xFF is copied, or the copy is lost.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public int Copy(PhysicalAddress from, PhysicalAddress to, int length)
    {
        using var access = gate.Enter();
        var readable = Installed(from, length);
        var writable = Installed(to, length);
        var both = Math.Min(readable, writable);
        var backwards = to > from && to.Value - from.Value < (ulong)both;
        for (var done = 0; done < both;)
        {
            int piece;
            if (backwards)
            {
                var left = (ulong)(both - done);
                piece = (int)Math.Min(left, Math.Min(StartOfGranule(from + left), StartOfGranule(to + left)));
                Move(from + (left - (ulong)piece), to + (left - (ulong)piece), piece);
            }
            else
            {
                var (source, target) = (from + (ulong)done, to + (ulong)done);
                piece = Math.Min(both - done, Math.Min(RestOfGranule(source), RestOfGranule(target)));
                Move(source, target, piece);
            }

            done += piece;
        }

        if (writable > both)
            Fill(to + (ulong)both, writable - both, 0xFF);
        return both;
    }

    /// <summary>
    /// Where memory first differs from <paramref name="expected"/>: an index into it, or -1 if it does not. Bytes that are not installed are 0xFF.
    /// </summary>
    public int FirstDifference(PhysicalAddress at, ReadOnlySpan<byte> expected)
    {
        using var access = gate.Enter();
        var inside = Installed(at, expected.Length);
        for (var done = 0; done < inside;)
        {
            var from = at + (ulong)done;
            var piece = Math.Min(inside - done, RestOfGranule(from));
            var equal = Piece(from, piece).CommonPrefixLength(expected.Slice(done, piece));
            if (equal < piece)
                return done + equal;
            done += piece;
        }

        var other = expected[inside..].IndexOfAnyExcept((byte)0xFF);
        return other < 0 ? -1 : inside + other;
    }

    /// <summary>
    /// The bytes themselves from <paramref name="at"/> on, without a copy: at most <paramref name="length"/>, at most to the end of the granule, none where
    /// nothing is installed. To be used at once: a later write may or may not show in it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public ReadOnlySpan<byte> ReadableSpan(PhysicalAddress at, int length)
    {
        using var access = gate.Enter();
        var inside = Math.Min(Installed(at, length), RestOfGranule(at));
        return inside == 0 ? default : Piece(at, inside);
    }

    /// <summary>
    /// The bytes themselves from <paramref name="at"/> on, to be changed: at most <paramref name="length"/>, at most to the end of the granule, none where
    /// nothing is installed. To be used at once; after a <see cref="Reset"/> it must not be touched.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public Span<byte> WritableSpan(PhysicalAddress at, int length)
    {
        using var access = gate.Enter();
        var inside = Math.Min(Installed(at, length), RestOfGranule(at));
        return inside == 0 ? default : Claim(at, inside, overwritten: false);
    }

    /// <summary>
    /// A digest of all contents, for comparing the states of one scenario: equal contents give equal digests whatever the order in which they were written.
    /// Costs a pass over what was touched.
    /// </summary>
    public ulong Fingerprint(ulong seed = 0)
    {
        var sum = seed;
        for (var ordinal = 0; ordinal < index.Count; ordinal++)
        {
            var contents = pool.Bytes(ordinal);
            if (contents.ContainsAnyExcept((byte)0))
                sum = unchecked(sum + BlockDigest.Hash64(contents, seed ^ pool.Owner(ordinal)));
        }

        return sum;
    }

    /// <summary>Checks everything, at the cost of a pass over what was ever touched: for tests and full checking.</summary>
    /// <exception cref="InvalidOperationException">The memory is broken: a fault of ours.</exception>
    public void AssertInvariants()
    {
        pool.AssertInvariants();
        if (lastGranule != NoGranule && index.Find(lastGranule) != lastOrdinal)
            throw new InvalidOperationException($"Granule 0x{lastGranule:X} is remembered as ordinal {lastOrdinal}, which it has not.");
    }

    private static int RestOfGranule(PhysicalAddress at) => GranuleBytes - (int)(at.Value & OffsetMask);

    /// <summary>How many bytes before <paramref name="end"/> lie in one granule: 1 to 4096.</summary>
    private static ulong StartOfGranule(PhysicalAddress end) => ((end.Value - 1) & OffsetMask) + 1;

    /// <summary>Whether the range is not empty, crosses no granule, and is installed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsInOneGranule(PhysicalAddress at, int length) =>
        at.Value < InstalledBytes && unchecked((uint)(length - 1)) < (uint)RestOfGranule(at);

    /// <summary>How many of these bytes are installed: the first ones.</summary>
    internal int Installed(PhysicalAddress at, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return at.Value >= InstalledBytes ? 0 : (int)Math.Min((ulong)length, InstalledBytes - at.Value);
    }

    private void Move(PhysicalAddress from, PhysicalAddress to, int length)
    {
        // The granule of the source is looked up first: claiming an untouched one at the target must not change what the source shows.
        var source = Piece(from, length);
        source.CopyTo(Claim(to, length, overwritten: true));
    }

    /// <summary>The ordinal of the granule at <paramref name="at"/>, or -1 if it was never written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(PhysicalAddress at)
    {
        var granule = at.Value >> GranuleShift;
        if (granule == lastGranule)
            return lastOrdinal;
        var ordinal = index.Find(granule);
        if (ordinal >= 0)
            (lastGranule, lastOrdinal) = (granule, ordinal);
        return ordinal;
    }

    /// <summary>Bytes of one granule, to be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Piece(PhysicalAddress at, int length)
    {
        World?.Footprint?.ReadsBytes(at.Value, (ulong)length);
        var ordinal = Find(at);
        return ordinal < 0 ? Zeros.AsSpan(0, length) : pool.Bytes(ordinal, (int)(at.Value & OffsetMask), length);
    }

    /// <summary>Bytes of one granule, to be changed; all of them, if <paramref name="overwritten"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Claim(PhysicalAddress at, int length, bool overwritten)
    {
        World?.Footprint?.WritesBytes(at.Value, (ulong)length);
        var offset = (int)(at.Value & OffsetMask);
        var ordinal = Find(at);
        return ordinal >= 0 ? pool.Dirty(ordinal, offset, length) : ClaimNew(at.Value >> GranuleShift, offset, length, overwritten);
    }

    private Span<byte> ClaimNew(ulong granule, int offset, int length, bool overwritten)
    {
        var ordinal = index.FindOrAdd(granule, out _);
        (lastGranule, lastOrdinal) = (granule, ordinal);
        return pool.Clean(ordinal, granule, offset, length, overwritten);
    }
}
