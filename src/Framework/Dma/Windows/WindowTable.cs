namespace DmaActors.Framework.Dma;

/// <summary>
/// The windows of an object that does not fit into one: cut from its raw cookies, all at once, at the bind. Each window has cookies of its own, also where
/// one raw cookie is shared by two windows, so that windows can be visited in any order. The arrays are kept from bind to bind.
/// </summary>
/// <remarks>
/// Boundaries fall where the reference puts them, including its habit of counting the copy buffer as used up by earlier windows. Where its answers do not tile
/// the object, these do: windows follow one another without gap, a window is the sum of its cookies, no more than the maximum transfer, and
/// (but for the last) a
/// multiple of the granularity; what a window bounces fits into the copy buffer.
/// </remarks>
internal sealed class WindowTable
{
    private const int FirstCapacity = 8;

    private DmaCookie[] cookies = [];
    private WindowExtent[] windows = [];
    private int cookieCount;

    // The window being filled starts at this byte and this cookie, and holds so many bytes; the cookies behind its first are its own.
    private uint openOffset;
    private uint openSize;
    private int openFirst;

    private uint OpenCookies => (uint)(cookieCount - openFirst);

    /// <summary>How many windows there are.</summary>
    public int Count { get; private set; }

    /// <summary>The cookies of all windows, in object order.</summary>
    public ReadOnlySpan<DmaCookie> Cookies => cookies.AsSpan(0, cookieCount);

    /// <summary>A window; <paramref name="index"/> is below <see cref="Count"/>.</summary>
    public ref readonly WindowExtent this[int index] => ref windows[index];

    /// <summary>
    /// Cuts the windows. False if that is impossible (NOMAPPING): the granularity asks for a piece of a cookie to be moved to the next window,
    /// which has no room
    /// for a second cookie.
    /// </summary>
    /// <param name="limits">The device.</param>
    /// <param name="raw">The raw cookies, see <see cref="RawCookies"/>.</param>
    /// <param name="copyFrames">Page frame numbers of the copy buffer; at least one if any raw cookie is bounced.</param>
    public bool Cut(DmaLimits limits, ReadOnlySpan<DmaCookie> raw, ReadOnlySpan<ulong> copyFrames)
    {
        Clear(raw.Length);
        int used = 0;
        int next = 0;
        while (true)
        {
            next += AddRun(raw[next..], limits);
            if (next == raw.Length)
                break;
            ref readonly DmaCookie cookie = ref raw[next++];
            uint most = limits.MaxXfer;
            bool bounced = cookie.IsBounced;
            if (bounced && used == copyFrames.Length)
            {
                if (!StartWindow(limits))
                    return false;
                used = RehomeRest(copyFrames);
                if (used == copyFrames.Length)
                {
                    // A copy buffer of one page, already used by the rest of the last cookie. The rest lies at the end of its page and this cookie at the start
                    // of its own, so as long as both together are no more than a page they can share.
                    used = 0;
                    most = DmaPage.Size - (DmaPage.Size % limits.Granular);
                }
            }
            else if (OpenCookies == limits.SgLen && !StartWindow(limits))
            {
                return false;
            }
            Place(bounced ? CopyBufferPage.Move(cookie, copyFrames[used++]) : cookie, most);
        }
        CloseWindow();
        return true;
    }

    /// <summary>Puts cookies into the open window as long as they need neither the copy buffer nor a boundary: nearly all do. Returns how many.</summary>
    private int AddRun(ReadOnlySpan<DmaCookie> raw, DmaLimits limits)
    {
        int most = (int)Math.Min(limits.SgLen - OpenCookies, (uint)raw.Length);
        uint room = limits.MaxXfer - openSize;
        int run = 0;
        while (run < most && !raw[run].IsBounced && raw[run].Size <= room)
            room -= raw[run++].Size;

        if (cookies.Length - cookieCount < run)
            Array.Resize(ref cookies, Math.Max(cookieCount + run, cookies.Length * 2));
        raw[..run].CopyTo(cookies.AsSpan(cookieCount));
        cookieCount += run;
        openSize = limits.MaxXfer - room;
        return run;
    }

    /// <summary>Checks what the class promises of its windows; costs a look at every cookie.</summary>
    /// <param name="limits">The device.</param>
    /// <param name="length">Bytes of the object.</param>
    /// <exception cref="InvalidOperationException">A window breaks the promise: a fault of ours.</exception>
    public void AssertInvariants(DmaLimits limits, uint length)
    {
        uint offset = 0;
        int cookie = 0;
        for (int index = 0; index < Count; index++)
        {
            WindowExtent window = windows[index];
            uint size = 0;
            foreach (ref readonly DmaCookie own in Cookies.Slice(window.FirstCookie, window.CookieCount))
                size += own.Size;
            bool isLast = index == Count - 1;
            bool holds = window.Offset == offset && window.FirstCookie == cookie
                && size == window.Size && size != 0 && size <= limits.MaxXfer && (isLast || size % limits.Granular == 0)
                && (uint)window.CookieCount <= limits.SgLen;
            if (!holds)
                throw new InvalidOperationException($"Window {index} of {Count} is not what it should be: {window}, cookies of {size} bytes.");
            offset += size;
            cookie += window.CookieCount;
        }
        if (offset != length || cookie != cookieCount)
            throw new InvalidOperationException($"The windows have {offset} bytes in {cookie} cookies of {length} in {cookieCount}.");
    }

    /// <summary>
    /// Ends the open window at a multiple of the granularity and opens the next with what is left over, if anything. A window that is less than one granule
    /// cannot end: it goes on instead.
    /// </summary>
    private bool StartWindow(DmaLimits limits)
    {
        uint rest = openSize % limits.Granular;
        if (rest == 0)
        {
            CloseWindow();
            return true;
        }
        if (limits.SgLen == 1)
            return false;
        if (rest == openSize)
            return true;

        // The rest is less than a page, and the last of several cookies is never less: only the object's first and last piece, and the second half of a
        // cookie cut in two, are, and they start a window or end the object.
        DmaCookie last = cookies[cookieCount - 1];
        uint kept = last.Size - rest;
        cookies[cookieCount - 1] = Part(last, 0, kept);
        openSize -= rest;
        CloseWindow();
        Add(Part(last, kept, rest));
        return true;
    }

    /// <summary>Moves the rest with which a window was opened to the first page of the copy buffer. Returns the pages then in use, 0 or 1.</summary>
    private int RehomeRest(ReadOnlySpan<ulong> copyFrames)
    {
        if (cookieCount == openFirst || !cookies[openFirst].IsBounced)
            return 0;
        cookies[openFirst] = CopyBufferPage.Move(cookies[openFirst], copyFrames[0]);
        return 1;
    }

    /// <summary>Puts a cookie into the open window; what goes beyond <paramref name="most"/> bytes opens the next one.</summary>
    private void Place(in DmaCookie cookie, uint most)
    {
        uint room = most - openSize;
        if (cookie.Size <= room)
        {
            Add(cookie);
            return;
        }
        if (room != 0)
            Add(Part(cookie, 0, room));
        CloseWindow();
        Add(Part(cookie, room, cookie.Size - room));
    }

    private void Add(in DmaCookie cookie)
    {
        if (cookieCount == cookies.Length)
            Array.Resize(ref cookies, Math.Max(FirstCapacity, cookies.Length * 2));
        cookies[cookieCount++] = cookie;
        openSize += cookie.Size;
    }

    private void CloseWindow()
    {
        if (Count == windows.Length)
            Array.Resize(ref windows, Math.Max(FirstCapacity, windows.Length * 2));
        windows[Count++] = new WindowExtent(openOffset, openSize, openFirst, cookieCount - openFirst);
        openOffset += openSize;
        openSize = 0;
        openFirst = cookieCount;
    }

    private void Clear(int rawCount)
    {
        if (cookies.Length < rawCount)
            cookies = new DmaCookie[rawCount];
        cookieCount = 0;
        Count = 0;
        openOffset = 0;
        openSize = 0;
        openFirst = 0;
    }

    private static DmaCookie Part(in DmaCookie cookie, uint from, uint size) => new(cookie.LAddress + from, size, cookie.Type);
}
