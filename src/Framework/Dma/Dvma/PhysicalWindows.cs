namespace DmaActors.Framework.Dma;

/// <summary>
/// The cookies of an object that a PCI device of sun4u addresses past the IOMMU, and its windows of as many cookies as the device's list has entries. Segments,
/// granularity and the maximum transfer play no part. The lists are kept from bind to bind.
/// </summary>
internal sealed class PhysicalWindows
{
    private DmaCookie[] cookies = [];
    private WindowExtent[] windows = [];
    private int cookieCount;

    /// <summary>How many windows there are.</summary>
    public int Count { get; private set; }

    /// <summary>A window; <paramref name="index"/> is below <see cref="Count"/>.</summary>
    public ref readonly WindowExtent this[int index] => ref windows[index];

    /// <summary>The cookies of a window.</summary>
    public ReadOnlySpan<DmaCookie> CookiesOf(in WindowExtent window) => cookies.AsSpan(window.FirstCookie, window.CookieCount);

    /// <summary>Whether the device reaches all bytes of the object.</summary>
    /// <param name="limits">The device.</param>
    /// <param name="origin">What physical address 0 is for the device.</param>
    /// <param name="frames">Page frame numbers of the object, in order, and no more.</param>
    /// <param name="offset">Where the object starts in its first page.</param>
    /// <param name="length">Bytes of the object.</param>
    public static bool Reaches(DvmaLimits limits, ulong origin, ReadOnlySpan<ulong> frames, uint offset, uint length)
    {
        AddressRange reach = limits.PhysicalReach;
        foreach (ulong frame in frames)
        {
            ulong address = origin + (frame << DvmaPage.Shift) + offset;
            uint piece = Math.Min(length, DvmaPage.Size - offset);
            if (!reach.Contains(new AddressRange(address, address + (piece - 1))))
                return false;
            length -= piece;
            offset = 0;
        }
        return true;
    }

    /// <summary>Lays out an object that the device reaches.</summary>
    /// <param name="limits">The device.</param>
    /// <param name="origin">What physical address 0 is for the device.</param>
    /// <param name="frames">Page frame numbers of the object, in order.</param>
    /// <param name="offset">Where the object starts in its first page.</param>
    /// <param name="length">Bytes of the object.</param>
    public void Build(DvmaLimits limits, ulong origin, ReadOnlySpan<ulong> frames, uint offset, uint length)
    {
        uint most = (uint)Math.Min(limits.CountMax, uint.MaxValue - 1) + 1;
        cookieCount = 0;
        foreach (ulong frame in frames[..DvmaPage.Count(offset, length)])
        {
            uint piece = Math.Min(length, DvmaPage.Size - offset);
            Append(origin + (frame << DvmaPage.Shift) + offset, piece, most);
            length -= piece;
            offset = 0;
        }
        CutWindows(limits.SgLen);
    }

    private void Append(ulong address, uint piece, uint most)
    {
        if (cookieCount > 0)
        {
            ref DmaCookie last = ref cookies[cookieCount - 1];
            if (last.LAddress + last.Size == address && piece <= most - last.Size)
            {
                last = new DmaCookie(last.LAddress, last.Size + piece, 0);
                return;
            }
        }

        // A counter of less than a page cuts the page.
        for (; piece != 0; cookieCount++)
        {
            uint size = Math.Min(piece, most);
            if (cookieCount == cookies.Length)
                Array.Resize(ref cookies, Math.Max(8, cookies.Length * 2));
            cookies[cookieCount] = new DmaCookie(address, size, 0);
            address += size;
            piece -= size;
        }
    }

    private void CutWindows(uint sgLen)
    {
        int each = (int)Math.Min(sgLen, (uint)cookieCount);
        Count = (cookieCount + each - 1) / each;
        if (windows.Length < Count)
            windows = new WindowExtent[Count];
        uint offset = 0;
        for (int index = 0; index < Count; index++)
        {
            int first = index * each;
            int count = Math.Min(each, cookieCount - first);
            uint size = 0;
            foreach (ref readonly DmaCookie cookie in cookies.AsSpan(first, count))
                size += cookie.Size;
            windows[index] = new WindowExtent(offset, size, first, count);
            offset += size;
        }
    }
}
