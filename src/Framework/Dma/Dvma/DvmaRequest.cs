using System.Runtime.InteropServices;

namespace DmaActors.Framework.Dma;

/// <summary>Adjacent DVMA pages that are wanted, and where they may lie.</summary>
/// <param name="Pages">How many, not 0.</param>
/// <param name="Within">All bytes of them lie in here.</param>
/// <param name="Align">The address of the first is a multiple of this many bytes; 0 and 1 ask for nothing beyond the page.</param>
/// <param name="Seg">They do not cross a multiple of <c>Seg + 1</c>, a whole number of pages; 2^64 - 1 for no segments.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DvmaRequest(int Pages, AddressRange Within, ulong Align, ulong Seg)
{
    /// <summary>Bytes of the pages.</summary>
    public ulong Bytes => (ulong)Pages << DvmaPage.Shift;

    /// <summary>
    /// The lowest address, from <paramref name="start"/> to <paramref name="end"/> (excluded), at which the pages keep all limits; false if there is none.
    /// </summary>
    /// <param name="start">Start of a page.</param>
    /// <param name="end">End of a page, at most 2^63.</param>
    /// <param name="address">The address, if true is returned.</param>
    public bool TryPlace(ulong start, ulong end, out ulong address)
    {
        ulong step = Math.Max(Align, DvmaPage.Size);
        ulong behind = Math.Min(end - 1, Within.Last) + 1;
        ulong candidate = Math.Max(start, Within.First);
        address = 0;
        while (candidate < behind && behind - candidate >= Bytes)
        {
            ulong beyond = candidate % step;
            if (beyond != 0)
            {
                if (step - beyond > behind - candidate)
                    return false;
                candidate += step - beyond;
            }
            else if ((candidate & DvmaPage.OffsetMask) != 0)
            {
                // An alignment that is no whole number of pages is met by every so many of its multiples.
                candidate += DvmaPage.Size - (candidate & DvmaPage.OffsetMask);
            }
            else if (Crosses(candidate, out ulong border))
            {
                candidate = border;
            }
            else
            {
                address = candidate;
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether the pages would cross a segment's border from <paramref name="candidate"/> on; then the next try is at <paramref name="border"/>.</summary>
    private bool Crosses(ulong candidate, out ulong border)
    {
        border = candidate;
        ulong segment = unchecked(Seg + 1);
        ulong last = candidate + Bytes - 1;
        if (segment == 0 || candidate / segment == last / segment)
            return false;
        border = candidate - (candidate % segment) + segment;
        return true;
    }
}
