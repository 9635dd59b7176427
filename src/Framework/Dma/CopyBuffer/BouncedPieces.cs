namespace DmaActors.Framework.Dma;

/// <summary>Walks what a range of one window keeps in the copy buffer, in object order: for <c>foreach</c>, without allocation.</summary>
internal ref struct BouncedPieces
{
    private readonly ReadOnlySpan<DmaCookie> cookies;
    private readonly ulong from;
    private readonly ulong to;
    private int next;
    private uint offset;

    /// <summary>Makes the walk.</summary>
    /// <param name="cookies">The cookies of the window.</param>
    /// <param name="windowOffset">Where in the object they start.</param>
    /// <param name="from">First byte of the object that matters.</param>
    /// <param name="to">The byte behind the last that matters.</param>
    public BouncedPieces(ReadOnlySpan<DmaCookie> cookies, uint windowOffset, ulong from, ulong to)
    {
        this.cookies = cookies;
        this.from = from;
        this.to = to;
        offset = windowOffset;
    }

    /// <summary>The piece that <see cref="MoveNext"/> found.</summary>
    public BouncedPiece Current { get; private set; }

    /// <summary>This walk itself.</summary>
    public readonly BouncedPieces GetEnumerator() => this;

    /// <summary>Goes on to the next bounced piece; false at the end.</summary>
    public bool MoveNext()
    {
        while (next < cookies.Length)
        {
            ref readonly DmaCookie cookie = ref cookies[next++];
            ulong start = offset;
            ulong end = start + cookie.Size;
            offset = unchecked((uint)end);
            ulong first = Math.Max(start, from);
            ulong behind = Math.Min(end, to);
            if (cookie.IsBounced && first < behind)
            {
                Current = new BouncedPiece((uint)first, cookie.LAddress + (first - start), (uint)(behind - first));
                return true;
            }
        }
        return false;
    }
}
