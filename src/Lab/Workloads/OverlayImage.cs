namespace DmaActors.Lab.Workloads;

/// <summary>Media over a source that is never changed: only chunks that were written are in memory, the rest is read from the source whenever it is asked for. For images of many GiB.</summary>
internal sealed class OverlayImage : IImage
{
    /// <summary>The unit of copy-on-write.</summary>
    public const int ChunkBytes = 64 << 10;

    private const int PageChunks = 1024;

    /// <summary>Stands for a chunk that was trimmed as a whole.</summary>
    private static readonly byte[] Zeroes = new byte[ChunkBytes];

    private readonly ImageSource source;

    /// <summary>By chunk, in pages that are made when the first of their chunks is. Null: as in the source. Never written through if it is <see cref="Zeroes"/>.</summary>
    private readonly byte[]?[]?[] pages;

    public OverlayImage(ImageSource source)
    {
        this.source = source;
        Length = source.Length;
        const long PageBytes = (long)ChunkBytes * PageChunks;
        pages = new byte[]?[]?[checked((int)((Length + PageBytes - 1) / PageBytes))];
    }

    public long Length { get; }

    /// <summary>Bytes held in memory because they were written.</summary>
    public long BytesInMemory { get; private set; }

    public void Read(long offset, Span<byte> destination)
    {
        MediaRange.Check(offset, destination.Length, Length);
        while (destination.Length > 0)
        {
            var (index, at, count) = Part(offset, destination.Length);
            if (ChunkAt(index) is { } chunk)
            {
                chunk.AsSpan(at, count).CopyTo(destination);
            }
            else
            {
                // Neighbours that are not in memory either come with the same call.
                while (count < destination.Length && ChunkAt(index + 1) is null)
                {
                    index++;
                    count = Math.Min(destination.Length, count + ChunkBytes);
                }

                source.Read(offset, destination[..count]);
            }

            offset += count;
            destination = destination[count..];
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        MediaRange.Check(offset, source.Length, Length);
        while (source.Length > 0)
        {
            var (index, at, count) = Part(offset, source.Length);
            source[..count].CopyTo(OwnChunk(index, count).AsSpan(at));
            offset += count;
            source = source[count..];
        }
    }

    public void Trim(long offset, long length)
    {
        MediaRange.Check(offset, length, Length);
        while (length > 0)
        {
            var (index, at, count) = Part(offset, length);
            if (count == ChunkBytes)
                Drop(index);
            else if (ChunkAt(index) != Zeroes)
                OwnChunk(index, count).AsSpan(at, count).Clear();
            offset += count;
            length -= count;
        }
    }

    private static (long Index, int At, int Count) Part(long offset, long length)
    {
        var at = (int)(offset % ChunkBytes);
        return (offset / ChunkBytes, at, (int)Math.Min(ChunkBytes - at, length));
    }

    private byte[]? ChunkAt(long index) => pages[index / PageChunks]?[index % PageChunks];

    private ref byte[]? Slot(long index) => ref (pages[index / PageChunks] ??= new byte[]?[PageChunks])[index % PageChunks];

    /// <summary>The chunk as memory of our own, with its present contents unless <paramref name="replaced"/> says that all of it is about to be overwritten.</summary>
    private byte[] OwnChunk(long index, int replaced)
    {
        ref var slot = ref Slot(index);
        if (slot is not null && slot != Zeroes)
            return slot;
        var chunk = new byte[ChunkBytes];
        if (slot is null && replaced < ChunkBytes)
        {
            var start = index * ChunkBytes;
            source.Read(start, chunk.AsSpan(0, (int)Math.Min(ChunkBytes, Length - start)));
        }

        BytesInMemory += ChunkBytes;
        return slot = chunk;
    }

    private void Drop(long index)
    {
        ref var slot = ref Slot(index);
        if (slot is not null && slot != Zeroes)
            BytesInMemory -= ChunkBytes;
        slot = Zeroes;
    }
}
