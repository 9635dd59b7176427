namespace DmaActors.Framework.Dma;

/// <summary>
/// Builds the raw cookie list of an object: what the device would be given if windows did not exist. Pages that the device cannot reach
/// stand in it as cookies of their own, marked <see cref="DmaCookie.InCopyBuffer"/>, still with the address of the object's memory.
/// </summary>
internal static class RawCookies
{
    /// <summary>Fills <paramref name="cookies"/> and returns how many there are: at most one a page.</summary>
    /// <param name="limits">The device.</param>
    /// <param name="frames">Page frame numbers of the object, in order.</param>
    /// <param name="offset">Where the object starts in its first page.</param>
    /// <param name="length">Bytes of the object.</param>
    /// <param name="reach">Highest address to use without the copy buffer: that of the device, or lower when bouncing at the segment limit.</param>
    /// <param name="cookies">Room for a cookie a page.</param>
    /// <param name="bounced">How many cookies need a page of the copy buffer.</param>
    public static int Build(
        DmaLimits limits, ReadOnlySpan<ulong> frames, uint offset, uint length, ulong reach, Span<DmaCookie> cookies, out int bounced)
    {
        ulong lowest = limits.AddrLo;
        ulong segment = limits.Seg;
        uint most = limits.MaxCookie;
        int count = 0;
        bounced = 0;

        // The cookie that is growing; none while openSize is 0. A full one need not be closed: nothing more fits into it.
        ulong openStart = 0;
        uint openSize = 0;
        ulong adjacent = 0;

        // Addresses wrap as they do in the machine. The sizes cannot: they sum to length.
        unchecked
        {
            foreach (ulong frame in frames[..DmaPage.Count(offset, length)])
            {
                ulong address = (frame << DmaPage.Shift) + offset;
                uint piece = Math.Min(length, DmaPage.Size - offset);
                length -= piece;
                offset = 0;

                // The limit is inclusive, but the test is made with the address behind the piece, so that the last page below the limit is
                // bounced needlessly. The reference does so, and what drivers see of its cookies is kept.
                bool reachable = address >= lowest && address + piece <= reach;
                if (reachable && openSize != 0 && frame == adjacent && (address & segment) != 0 && openSize + piece <= most)
                {
                    openSize += piece;
                }
                else
                {
                    if (openSize != 0)
                        cookies[count++] = new DmaCookie(openStart, openSize, 0);
                    openStart = address;
                    openSize = piece;
                    if (!reachable)
                    {
                        cookies[count++] = new DmaCookie(address, piece, DmaCookie.InCopyBuffer);
                        bounced++;
                        openSize = 0;
                    }
                }
                adjacent = frame + 1;
            }
        }
        if (openSize != 0)
            cookies[count++] = new DmaCookie(openStart, openSize, 0);
        return count;
    }

    /// <summary>
    /// Whether <see cref="DmaAttributeFlags.BounceOnSeg"/> takes effect for this object: it has pieces on both sides of the segment limit, or a page
    /// after the first starts exactly behind it.
    /// </summary>
    public static bool StraddlesSegment(ulong segment, ReadOnlySpan<ulong> frames, uint offset, uint length)
    {
        bool below = false, beyond = false;
        bool first = true;
        unchecked
        {
            foreach (ulong frame in frames[..DmaPage.Count(offset, length)])
            {
                ulong address = (frame << DmaPage.Shift) + offset;
                uint piece = Math.Min(length, DmaPage.Size - offset);
                if (address + piece > segment)
                    beyond = true;
                else
                    below = true;
                if ((below && beyond) || (!first && address == segment + 1))
                    return true;
                length -= piece;
                offset = 0;
                first = false;
            }
        }
        return false;
    }
}
