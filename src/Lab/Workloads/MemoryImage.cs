namespace DmaActors.Lab.Workloads;

/// <summary>Media in plain memory: one array.</summary>
internal sealed class MemoryImage : IImage
{
    private readonly byte[] bytes;

    /// <summary>A copy of <paramref name="source"/>.</summary>
    public MemoryImage(ImageSource source)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(source.Length, Array.MaxLength);
        bytes = new byte[source.Length];
        source.Read(0, bytes);
    }

    /// <summary>Zeroes.</summary>
    public MemoryImage(int length) => bytes = new byte[length];

    public long Length => bytes.Length;

    /// <summary>The media itself, for a device that wants no copy.</summary>
    public Span<byte> Span(long offset, int length)
    {
        MediaRange.Check(offset, length, bytes.Length);
        return bytes.AsSpan((int)offset, length);
    }

    public void Read(long offset, Span<byte> destination) => Span(offset, destination.Length).CopyTo(destination);

    public void Write(long offset, ReadOnlySpan<byte> source) => source.CopyTo(Span(offset, source.Length));

    public void Trim(long offset, long length)
    {
        MediaRange.Check(offset, length, bytes.Length);
        bytes.AsSpan((int)offset, (int)length).Clear();
    }
}
