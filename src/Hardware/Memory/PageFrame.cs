namespace DmaActors.Hardware.Memory;

/// <summary>
/// The number of a page frame: a piece of physical memory of one page. How many bytes that is only the machine's <see cref="PageSize"/> knows,
/// so a frame becomes an address through <see cref="PageSize.AddressOf"/>. <c>default</c> is frame 0, which no allocator ever gives.
/// </summary>
/// <param name="Number">0 for the frame at address 0, 1 for the next.</param>
public readonly record struct PageFrame(ulong Number) : IComparable<PageFrame>
{
    /// <summary>The frame <paramref name="pages"/> further on.</summary>
    /// <exception cref="OverflowException">The sum is beyond 2^64 - 1.</exception>
    public static PageFrame operator +(PageFrame frame, ulong pages) => new(frame.Number + pages);

    /// <summary>The distance in pages from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    /// <exception cref="OverflowException"><paramref name="from"/> is the higher one.</exception>
    public static ulong operator -(PageFrame to, PageFrame from) => to.Number - from.Number;

    /// <summary>Whether <paramref name="left"/> is the lower frame.</summary>
    public static bool operator <(PageFrame left, PageFrame right) => left.Number < right.Number;

    /// <summary>Whether <paramref name="left"/> is the higher frame.</summary>
    public static bool operator >(PageFrame left, PageFrame right) => left.Number > right.Number;

    /// <summary>Whether <paramref name="left"/> is not the higher frame.</summary>
    public static bool operator <=(PageFrame left, PageFrame right) => left.Number <= right.Number;

    /// <summary>Whether <paramref name="left"/> is not the lower frame.</summary>
    public static bool operator >=(PageFrame left, PageFrame right) => left.Number >= right.Number;

    /// <inheritdoc/>
    public int CompareTo(PageFrame other) => Number.CompareTo(other.Number);

    /// <summary>The frame number in hexadecimal, as traces show it: <c>frame 0xFFF</c>.</summary>
    public override string ToString() => $"frame 0x{Number:X}";
}
