namespace DmaActors.Framework.Dma;

/// <summary>The page of this platform: the unit in which an object is scattered over memory and in which the copy buffer is handed out.</summary>
internal static class DmaPage
{
    /// <summary>A page frame number shifted left by this is the physical address of the page.</summary>
    public const int Shift = 12;

    /// <summary>Bytes in a page.</summary>
    public const uint Size = 1u << Shift;

    /// <summary>The bits of an address that say where in its page it lies.</summary>
    public const uint OffsetMask = Size - 1;

    /// <summary>Pages touched by <paramref name="length"/> bytes that start <paramref name="offset"/> bytes into a page; 0 for no bytes.</summary>
    public static int Count(uint offset, uint length) =>
        length == 0 ? 0 : (int)(((ulong)offset + length + OffsetMask) >> Shift);
}
