namespace DmaActors.Lab.Workloads;

/// <summary>Media in plain memory for one run after another: they go back to what they held at first at the cost of what was written.</summary>
internal sealed class RewindableImage : IImage
{
    private readonly byte[] initial;
    private readonly byte[] bytes;
    private readonly List<(int Offset, int Length)> changed = [];

    /// <summary>A copy of <paramref name="source"/>.</summary>
    public RewindableImage(ImageSource source)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(source.Length, Array.MaxLength);
        initial = new byte[source.Length];
        source.Read(0, initial);
        bytes = (byte[])initial.Clone();
    }

    public long Length => bytes.Length;

    /// <summary>What was written or trimmed since the last rewind, in the order of the writes; ranges may overlap.</summary>
    public IReadOnlyList<(int Offset, int Length)> Changed => changed;

    public void Read(long offset, Span<byte> destination) => Span(offset, destination.Length).CopyTo(destination);

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        source.CopyTo(Span(offset, source.Length));
        changed.Add(((int)offset, source.Length));
    }

    public void Trim(long offset, long length)
    {
        Span(offset, checked((int)length)).Clear();
        changed.Add(((int)offset, (int)length));
    }

    /// <summary>As they were made.</summary>
    public void Rewind()
    {
        foreach (var (offset, length) in changed)
            initial.AsSpan(offset, length).CopyTo(bytes.AsSpan(offset));
        changed.Clear();
    }

    /// <summary>The media themselves, without a copy.</summary>
    public Span<byte> Span(long offset, int length)
    {
        MediaRange.Check(offset, length, bytes.Length);
        return bytes.AsSpan((int)offset, length);
    }
}
