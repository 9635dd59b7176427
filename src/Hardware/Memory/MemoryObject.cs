namespace DmaActors.Hardware.Memory;

/// <summary>
/// A kernel virtual object: bytes that follow each other for the CPU and lie in page frames anywhere. Made once and filled again and again: it is allocated,
/// freed and allocated anew without garbage.
/// </summary>
/// <remarks>Frames are not cleaned when they change hands, as on a real machine. A reset of the allocator leaves the object empty.</remarks>
public sealed class MemoryObject
{
    private readonly IMemoryPort memory;
    private readonly FrameAllocator frames;
    private readonly PageSize pageSize;

    // Invariant while the object is not empty: pages[0 .. pageCount - 1] are multiples of the page size, and hold Offset + Length bytes, not a page more.
    private ulong[] pages = [];
    private int pageCount;
    private ulong length;
    private int offset;

    // The allocator's era in which the frames were given, and whether they must be freed.
    private uint era;
    private bool owned;

    /// <summary>An empty object, in memory as the processor sees it and with the allocator of its frames.</summary>
    public MemoryObject(IMemoryPort memory, FrameAllocator frames)
    {
        this.memory = memory;
        this.frames = frames;
        pageSize = frames.PageSize;
    }

    /// <summary>Whether the object has no bytes now.</summary>
    public bool IsEmpty => pageCount == 0 || era != frames.Era;

    /// <summary>The physical address of the start of each page, in the order of the object; none if it is empty.</summary>
    public ReadOnlySpan<ulong> PageAddresses => IsEmpty ? default : pages.AsSpan(0, pageCount);

    /// <summary>How far behind the start of the first page the object begins, 0 if it is empty.</summary>
    public int Offset => IsEmpty ? 0 : offset;

    /// <summary>The bytes of the object, 0 if it is empty.</summary>
    public ulong Length => IsEmpty ? 0 : length;

    /// <summary>As traces have it.</summary>
    public override string ToString() => $"{Length} bytes";

    /// <summary>Takes frames for <paramref name="length"/> bytes; false if there are not enough.</summary>
    /// <param name="length">Bytes, not 0.</param>
    /// <param name="offset">Where in its first page the object begins.</param>
    /// <exception cref="InvalidOperationException">The object is not empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is 0, or the offset is not within a page.</exception>
    public bool TryAllocate(ulong length, int offset = 0) => TryAllocate(length, offset, FrameLimits.Any);

    /// <summary>Takes frames, each within <paramref name="limits"/>, for <paramref name="length"/> bytes; false if there are not enough.</summary>
    /// <param name="length">Bytes, not 0.</param>
    /// <param name="offset">Where in its first page the object begins.</param>
    /// <param name="limits">Where each page may lie.</param>
    /// <exception cref="InvalidOperationException">The object is not empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is 0, or the offset is not within a page.</exception>
    public bool TryAllocate(ulong length, int offset, in FrameLimits limits)
    {
        var needed = Prepare(length, offset);
        if (needed > frames.Capacity - frames.InUse)
            return false;
        Room((int)needed);
        for (var i = 0; i < (int)needed; i++)
        {
            if (frames.TryAllocate(limits, out var frame))
            {
                pages[i] = pageSize.AddressOf(frame).Value;
                continue;
            }

            Release(i);
            return false;
        }

        Hold((int)needed, offset, length, given: true);
        return true;
    }

    /// <summary>Takes adjacent frames within <paramref name="limits"/> for <paramref name="length"/> bytes; false if there are none.</summary>
    /// <param name="length">Bytes, not 0.</param>
    /// <param name="offset">Where in its first page the object begins.</param>
    /// <param name="limits">Where the run of pages may lie.</param>
    /// <exception cref="InvalidOperationException">The object is not empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is 0, or the offset is not within a page.</exception>
    public bool TryAllocateRun(ulong length, int offset, in FrameLimits limits)
    {
        var needed = Prepare(length, offset);
        if (!frames.TryAllocateRun(needed, limits, out var first))
            return false;
        Room((int)needed);
        for (var i = 0; i < (int)needed; i++)
            pages[i] = pageSize.AddressOf(first + (ulong)i).Value;
        Hold((int)needed, offset, length, given: true);
        return true;
    }

    /// <summary>
    /// Shows the object pages that are not its own: a layout that is given, or memory that belongs to another. <see cref="Free"/> lets go of them only.
    /// </summary>
    /// <exception cref="InvalidOperationException">The object is not empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is 0, or the offset is not within a page.</exception>
    /// <exception cref="ArgumentException">The pages are too few or too many, or one is no start of a page.</exception>
    public void Map(ReadOnlySpan<ulong> pageAddresses, int offset, ulong length)
    {
        var needed = Prepare(length, offset);
        if (needed != (ulong)pageAddresses.Length)
            throw new ArgumentException($"{length} bytes at offset {offset} lie in {needed} pages, not in {pageAddresses.Length}.", nameof(pageAddresses));
        foreach (var address in pageAddresses)
        {
            if (pageSize.OffsetOf(new PhysicalAddress(address)) != 0)
                throw new ArgumentException($"0x{address:X} is not the start of a page of {pageSize}.", nameof(pageAddresses));
        }

        Room(pageAddresses.Length);
        pageAddresses.CopyTo(pages);
        Hold(pageAddresses.Length, offset, length, given: false);
    }

    /// <summary>Gives the frames back; the object is empty then.</summary>
    /// <exception cref="LedgerException">The object was empty, or the allocator was reset since, or does not know a frame as given.</exception>
    public void Free()
    {
        if (IsEmpty)
            throw new LedgerException("An object is freed that holds no frames.");
        if (owned)
            Release(pageCount);
        pageCount = 0;
    }

    /// <summary>Moves a page, bytes and all, to another frame, and frees the one where it was; false if there is none.</summary>
    /// <param name="page">Its index.</param>
    /// <exception cref="InvalidOperationException">The pages are not the object's own.</exception>
    public bool TryMovePage(int page)
    {
        if (IsEmpty || !owned)
            throw new InvalidOperationException("Only pages of the object's own can be moved.");
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)page, (uint)pageCount, nameof(page));
        if (!frames.TryAllocate(FrameLimits.Any, out var frame))
            return false;
        var (from, to) = (new PhysicalAddress(pages[page]), pageSize.AddressOf(frame));
        var bytes = new byte[pageSize.Bytes];
        memory.Read(from, bytes);
        memory.Write(to, bytes);
        pages[page] = to.Value;
        frames.Free(pageSize.FrameOf(from));
        return true;
    }

    /// <summary>The physical address of a byte of the object.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The byte lies outside the object.</exception>
    public PhysicalAddress AddressOf(ulong objectOffset)
    {
        Demand(objectOffset, 1);
        return RunAt(objectOffset, 1).At;
    }

    /// <summary>Fills <paramref name="destination"/> with the bytes of the object from <paramref name="objectOffset"/> on.</summary>
    /// <returns>Whether installed memory answered for all of them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range lies outside the object.</exception>
    public bool Read(ulong objectOffset, Span<byte> destination)
    {
        var whole = true;
        foreach (var run in Runs(objectOffset, destination.Length))
        {
            whole &= memory.Read(run.At, destination[..run.Length]) == run.Length;
            destination = destination[run.Length..];
        }

        return whole;
    }

    /// <summary>Stores <paramref name="source"/> in the object from <paramref name="objectOffset"/> on.</summary>
    /// <returns>Whether installed memory took all of it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range lies outside the object.</exception>
    public bool Write(ulong objectOffset, ReadOnlySpan<byte> source)
    {
        var whole = true;
        foreach (var run in Runs(objectOffset, source.Length))
        {
            whole &= memory.Write(run.At, source[..run.Length]) == run.Length;
            source = source[run.Length..];
        }

        return whole;
    }

    /// <summary>Where the object, from <paramref name="objectOffset"/> on, first differs from <paramref name="expected"/>: an index into it, or -1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range lies outside the object.</exception>
    public int FirstDifference(ulong objectOffset, ReadOnlySpan<byte> expected)
    {
        var done = 0;
        foreach (var run in Runs(objectOffset, expected.Length))
        {
            var difference = memory.FirstDifference(run.At, expected.Slice(done, run.Length));
            if (difference >= 0)
                return done + difference;
            done += run.Length;
        }

        return -1;
    }

    /// <summary>The stretches of adjacent physical memory that a range of the object lies in, as long as they can be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range lies outside the object.</exception>
    public RunEnumerator Runs(ulong objectOffset, int length)
    {
        Demand(objectOffset, length);
        return new RunEnumerator(this, objectOffset, length);
    }

    private PhysicalRun RunAt(ulong objectOffset, int atMost)
    {
        var position = objectOffset + (ulong)offset;
        var page = (int)(position >> pageSize.Shift);
        var inPage = (int)(position & (ulong)(pageSize.Bytes - 1));
        var start = pages[page] + (ulong)inPage;
        var found = (long)pageSize.Bytes - inPage;
        for (; found < atMost && IsAdjacent(pages[page], pages[page + 1]); page++)
            found += pageSize.Bytes;
        return new PhysicalRun(new PhysicalAddress(start), (int)Math.Min(found, atMost));
    }

    private bool IsAdjacent(ulong page, ulong next) => next > page && next - page == (ulong)pageSize.Bytes;

    private void Demand(ulong objectOffset, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (objectOffset > Length || (ulong)bytes > Length - objectOffset)
            throw new ArgumentOutOfRangeException(nameof(objectOffset), objectOffset, $"{bytes} bytes from there on are not all within the object's {Length}.");
    }

    private ulong Prepare(ulong length, int offset)
    {
        if (!IsEmpty)
            throw new InvalidOperationException($"The object still holds {Length} bytes.");
        ArgumentOutOfRangeException.ThrowIfZero(length);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(offset, pageSize.Bytes);
        return pageSize.PagesFor(offset, length);
    }

    private void Room(int needed)
    {
        if (pages.Length < needed)
            pages = new ulong[needed];
    }

    private void Hold(int count, int offset, ulong length, bool given)
    {
        pageCount = count;
        this.offset = offset;
        this.length = length;
        owned = given;
        era = frames.Era;
    }

    private void Release(int count)
    {
        for (var i = 0; i < count; i++)
            frames.Free(pageSize.FrameOf(new PhysicalAddress(pages[i])));
    }

    /// <summary>Walks over the runs of a range: for <c>foreach</c>.</summary>
    public ref struct RunEnumerator
    {
        private readonly MemoryObject owner;
        private ulong next;
        private int left;

        internal RunEnumerator(MemoryObject owner, ulong objectOffset, int length)
        {
            this.owner = owner;
            next = objectOffset;
            left = length;
        }

        /// <summary>The run reached last.</summary>
        public PhysicalRun Current { get; private set; }

        /// <summary>Itself.</summary>
        public readonly RunEnumerator GetEnumerator() => this;

        /// <summary>Goes to the next run; false at the end.</summary>
        public bool MoveNext()
        {
            if (left == 0)
                return false;
            Current = owner.RunAt(next, left);
            next += (ulong)Current.Length;
            left -= Current.Length;
            return true;
        }
    }
}
