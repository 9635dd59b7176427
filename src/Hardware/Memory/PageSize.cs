namespace DmaActors.Hardware.Memory;

/// <summary>The page size of a machine, and all arithmetic between bytes and pages. <c>default</c> is 4 KiB.</summary>
public readonly record struct PageSize
{
    private const int SmallestShift = 12;

    private readonly byte doublings;

    private PageSize(byte doublings) => this.doublings = doublings;

    /// <summary>4,096 bytes: x86.</summary>
    public static PageSize FourKiB => default;

    /// <summary>8,192 bytes: sun4u.</summary>
    public static PageSize EightKiB => new(1);

    /// <summary>The base-2 logarithm of <see cref="Bytes"/>.</summary>
    public int Shift => SmallestShift + doublings;

    /// <summary>The bytes in a page.</summary>
    public int Bytes => 1 << Shift;

    /// <summary>The page size of that many bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is neither 4096 nor 8192.</exception>
    public static PageSize Of(int bytes) => bytes switch
    {
        4096 => FourKiB,
        8192 => EightKiB,
        _ => throw new ArgumentOutOfRangeException(nameof(bytes), bytes, "A page has 4096 or 8192 bytes."),
    };

    /// <summary>The frame that <paramref name="address"/> lies in.</summary>
    public PageFrame FrameOf(PhysicalAddress address) => new(address.Value >> Shift);

    /// <summary>The first byte of <paramref name="frame"/>.</summary>
    /// <exception cref="OverflowException">The frame lies beyond the 64-bit address space.</exception>
    public PhysicalAddress AddressOf(PageFrame frame) => new(frame.Number * (ulong)Bytes);

    /// <summary>How far <paramref name="address"/> lies behind the start of its page.</summary>
    public int OffsetOf(PhysicalAddress address) => (int)(address.Value & (ulong)(Bytes - 1));

    /// <summary>
    /// How many pages an object touches that starts <paramref name="offset"/> bytes into its first page and has <paramref name="length"/> bytes.
    /// </summary>
    /// <exception cref="OverflowException">Offset and length together exceed 2^64 - 1.</exception>
    public ulong PagesFor(int offset, ulong length)
    {
        var end = (ulong)offset + length;
        return (end >> Shift) + ((end & (ulong)(Bytes - 1)) != 0 ? 1UL : 0UL);
    }

    /// <summary>The size in words: <c>4 KiB</c>.</summary>
    public override string ToString() => $"{Bytes / 1024} KiB";
}
