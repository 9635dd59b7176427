namespace DmaActors.Framework.Dma;

/// <summary>The page of an IOMMU of sun4u: the unit in which DVMA is given out and mapped.</summary>
internal static class DvmaPage
{
    /// <summary>A DVMA page number shifted left by this is the address of the page.</summary>
    public const int Shift = 13;

    /// <summary>Bytes in a page.</summary>
    public const uint Size = 1u << Shift;

    /// <summary>The bits of an address that say where in its page it lies.</summary>
    public const uint OffsetMask = Size - 1;

    /// <summary>Pages touched by <paramref name="length"/> bytes that start <paramref name="offset"/> bytes into a page; 0 for no bytes.</summary>
    public static int Count(uint offset, uint length) => length == 0 ? 0 : (int)(((ulong)offset + length + OffsetMask) >> Shift);
}
