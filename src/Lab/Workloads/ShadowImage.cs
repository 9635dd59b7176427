namespace DmaActors.Lab.Workloads;

/// <summary>
/// What a disk must hold, kept apart from the disk. It stores no bytes, but for sectors that a failed write has torn: of each sector it knows which request wrote it last,
/// and makes the bytes again (<see cref="WrittenBytes"/>) when they are compared. So it shares nothing with the media or with the path that bytes take to it, needs 4 bytes a written sector, and can say whose bytes it expected.
/// </summary>
internal sealed class ShadowImage
{
    private const int PageSectors = 4096;
    private const int BlockBytes = 16 << 10;

    private readonly ImageSource source;
    private readonly ulong seed;
    private readonly int sectorBytes;

    /// <summary>By sector, in pages that are made at the first write: who wrote it last. 0: nobody, k + 1: request k, <see cref="Zeroes"/>: trimmed, <see cref="Torn"/>.</summary>
    private readonly int[]?[] pages;

    /// <summary>Expected bytes, made a block at a time so that they stay in the nearest cache.</summary>
    private readonly byte[] block;

    private const int Nobody = 0;
    private const int Zeroes = -1;
    private const int Torn = -2;

    /// <summary>Runs of sectors that have a writer, in the order in which they got one; they may overlap.</summary>
    private readonly List<(long Sector, long End)> written = [];

    /// <summary>The sectors in which a failed write has stopped half way: the only ones whose bytes are kept.</summary>
    private readonly Dictionary<long, byte[]> torn = [];

    public ShadowImage(ImageSource source, ulong seed, int sectorBytes = 512)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sectorBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length % sectorBytes, 0);
        this.source = source;
        this.seed = seed;
        this.sectorBytes = sectorBytes;
        block = new byte[Math.Max(BlockBytes, sectorBytes)];
        var sectors = source.Length / sectorBytes;
        pages = new int[]?[checked((int)((sectors + PageSectors - 1) / PageSectors))];
    }

    public long Length => source.Length;

    /// <summary>Takes over a write or trim that has reached the disk; other kinds change nothing.</summary>
    public void Apply(in IoRequest request)
    {
        if (!request.Changes)
            return;
        MediaRange.Check(request.Offset, request.Length, Length);
        var writer = request.Kind == IoKind.Trim ? Zeroes : request.Ordinal + 1;
        SetWriter(Sector(request.Offset), Sector(request.End), writer);
    }

    private void SetWriter(long sector, long end, int writer)
    {
        if (writer != Nobody)
            written.Add((sector, end));
        while (sector < end)
        {
            var page = pages[sector / PageSectors] ??= new int[PageSectors];
            var at = (int)(sector % PageSectors);
            var count = (int)Math.Min(PageSectors - at, end - sector);
            page.AsSpan(at, count).Fill(writer);
            sector += count;
        }
    }

    /// <summary>
    /// A write has failed, and nobody can say how far it came: of its bytes each may be as before or as written. Takes over what the disk holds now, so that every later
    /// answer has one right value again.
    /// </summary>
    /// <returns>The first byte that is neither; null if all are one or the other.</returns>
    public ImageDifference? Settle(in IoRequest failedWrite, IMedia media)
    {
        MediaRange.Check(failedWrite.Offset, failedWrite.Length, Length);
        var (found, before, written) = (new byte[sectorBytes], new byte[sectorBytes], new byte[sectorBytes]);
        for (var offset = failedWrite.Offset; offset < failedWrite.End; offset += sectorBytes)
        {
            media.Read(offset, found);
            Read(offset, before);
            WrittenBytes.Fill(seed, failedWrite.Ordinal, offset, written);
            for (var i = 0; i < sectorBytes; i++)
            {
                if (found[i] != before[i] && found[i] != written[i])
                    return new ImageDifference(offset + i, written[i], found[i], failedWrite.Ordinal);
            }

            var sector = Sector(offset);
            if (found.AsSpan().SequenceEqual(written))
            {
                SetWriter(sector, sector + 1, failedWrite.Ordinal + 1);
            }
            else if (!found.AsSpan().SequenceEqual(before))
            {
                torn[sector] = found.ToArray();
                SetWriter(sector, sector + 1, Torn);
            }
        }

        return null;
    }

    /// <summary>Compares what was read from <paramref name="offset"/> on with what must be there.</summary>
    /// <returns>The first byte that differs; null if none does.</returns>
    public ImageDifference? Compare(long offset, ReadOnlySpan<byte> found)
    {
        MediaRange.Check(offset, found.Length, Length);
        while (found.Length > 0)
        {
            var (writer, count) = RunAt(offset, found.Length);
            var compared = 0;
            while (compared < count)
            {
                var expected = block.AsSpan(0, (int)Math.Min(block.Length, count - compared));
                var part = found.Slice(compared, expected.Length);
                Make(writer, offset + compared, expected);
                if (!part.SequenceEqual(expected))
                {
                    var at = part.CommonPrefixLength(expected);
                    return new ImageDifference(offset + compared + at, expected[at], part[at], writer switch
                    {
                        Nobody => ImageDifference.Initial,
                        Zeroes => ImageDifference.Trimmed,
                        Torn => ImageDifference.Torn,
                        _ => writer - 1,
                    });
                }

                compared += expected.Length;
            }

            offset += count;
            found = found[(int)count..];
        }

        return null;
    }

    /// <summary>Forgets all writes: the disk must hold again what it held at first. Costs what was written.</summary>
    public void Rewind()
    {
        foreach (var (sector, end) in written)
            SetWriter(sector, end, Nobody);
        written.Clear();
        torn.Clear();
    }

    /// <summary>Compares all that has changed on a disk, and all that must have; nothing else can differ.</summary>
    public ImageDifference? CompareChanged(RewindableImage media)
    {
        foreach (var (offset, length) in media.Changed)
        {
            if (Compare(offset, media.Span(offset, length)) is { } difference)
                return difference;
        }

        foreach (var (sector, end) in written)
        {
            if (Compare(sector * sectorBytes, media.Span(sector * sectorBytes, (int)((end - sector) * sectorBytes))) is { } difference)
                return difference;
        }

        return null;
    }

    /// <summary>Compares a whole disk.</summary>
    public ImageDifference? Compare(IMedia media)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(media.Length, Length);
        var buffer = new byte[(int)Math.Min(ImageDigest.PieceBytes, Length)];
        for (long offset = 0; offset < Length; offset += buffer.Length)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, Length - offset));
            media.Read(offset, piece);
            if (Compare(offset, piece) is { } difference)
                return difference;
        }

        return null;
    }

    /// <summary>Fills <paramref name="destination"/> with what must be on the disk from <paramref name="offset"/> on.</summary>
    public void Read(long offset, Span<byte> destination)
    {
        MediaRange.Check(offset, destination.Length, Length);
        while (destination.Length > 0)
        {
            var (writer, count) = RunAt(offset, destination.Length);
            Make(writer, offset, destination[..(int)count]);
            offset += count;
            destination = destination[(int)count..];
        }
    }

    /// <summary>The SHA-256 of what must be on the disk, in lower-case hexadecimal.</summary>
    public string Sha256() => ImageDigest.Sha256(Length, Read);

    private void Make(int writer, long offset, Span<byte> destination)
    {
        switch (writer)
        {
            case Nobody:
                source.Read(offset, destination);
                break;
            case Zeroes:
                destination.Clear();
                break;
            case Torn:
                MakeTorn(offset, destination);
                break;
            default:
                WrittenBytes.Fill(seed, writer - 1, offset, destination);
                break;
        }
    }

    private void MakeTorn(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var (sector, start) = Math.DivRem(offset, sectorBytes);
            var part = torn[sector].AsSpan((int)start, Math.Min(destination.Length, sectorBytes - (int)start));
            part.CopyTo(destination);
            offset += part.Length;
            destination = destination[part.Length..];
        }
    }

    /// <summary>Who wrote the byte at <paramref name="offset"/>, and for how many bytes, at most <paramref name="limit"/>, that holds.</summary>
    private (int Writer, long Count) RunAt(long offset, int limit)
    {
        var sector = offset / sectorBytes;
        var page = pages[sector / PageSectors];
        var at = (int)(sector % PageSectors);
        var writer = Nobody;
        var run = PageSectors - at;
        if (page is not null)
        {
            writer = page[at];
            var same = page.AsSpan(at).IndexOfAnyExcept(writer);
            if (same >= 0)
                run = same;
        }

        return (writer, Math.Min(limit, ((sector + run) * sectorBytes) - offset));
    }

    private long Sector(long offset)
    {
        var (sector, rest) = Math.DivRem(offset, sectorBytes);
        return rest == 0 ? sector : throw new ArgumentOutOfRangeException(nameof(offset), offset, $"not a multiple of {sectorBytes}");
    }
}
