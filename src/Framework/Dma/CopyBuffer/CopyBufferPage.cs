namespace DmaActors.Framework.Dma;

/// <summary>Where in the copy buffer a bounced cookie lies.</summary>
internal static class CopyBufferPage
{
    /// <summary>The cookie at the same place of another page: bouncing keeps the offset in the page, and a bounced cookie never spans two.</summary>
    public static DmaCookie Move(in DmaCookie cookie, ulong frame) =>
        new((frame << DmaPage.Shift) | (cookie.LAddress & DmaPage.OffsetMask), cookie.Size, cookie.Type);
}
