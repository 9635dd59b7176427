namespace DmaActors.Framework.Dma;

/// <summary>
/// The mapping of a platform with physical addresses and a copy buffer. Made once for a handle and used for one bind after the other; the arrays grow with the
/// largest object and stay, so a bind of the usual size allocates nothing.
/// </summary>
/// <remarks>
/// A bind has two halves, because between them somebody else has to find memory for the copy buffer: <see cref="Plan"/>, then <see cref="Finish"/>, or
/// <see cref="Unbind"/> to give up. No page of memory is touched here: whoever calls does the copying, told by <see cref="BouncedPieces"/> where.
/// </remarks>
internal sealed class DmaMapping : IDmaMapping
{
    // The flags of a bind that a handle remembers; the others have no effect.
    private const DmaFlags Remembered = DmaFlags.RdWr | DmaFlags.RedZone | DmaFlags.Partial | DmaFlags.Consistent;

    private readonly DmaLimits limits;
    private DmaCookie[] raw = [];
    private int rawCount;
    private State state;

    // Used only if the object had to be cut: then all cookies and windows are in here.
    private WindowTable? table;
    private bool isCut;

    // 0 after a fast bind, 1 if one window was enough but the copy buffer was needed, else the number in the table.
    private int storedWindows;

    // The current window, and the cookie that NextCookie returns next.
    private WindowExtent current;
    private int nextCookie;

    /// <summary>Makes the mapping of a handle, unbound.</summary>
    /// <param name="limits">What the device can do.</param>
    public DmaMapping(DmaLimits limits) => this.limits = limits;

    private enum State : byte
    {
        Free,
        Planned,
        Bound,
    }

    /// <summary>What the device can do.</summary>
    public DmaLimits Limits => limits;

    /// <summary>Whether an object is bound.</summary>
    public bool IsBound => state == State.Bound;

    /// <summary>Whether a bind would have to answer INUSE: bound, or between <see cref="Plan"/> and <see cref="Finish"/>.</summary>
    public bool IsInUse => state != State.Free;

    /// <summary>
    /// The flags of the bind as far as a handle keeps them. Once bound, <see cref="DmaFlags.Partial"/> is set if and only if the bind answered PARTIAL_MAP.
    /// </summary>
    public DmaFlags Flags { get; private set; }

    /// <summary>Bytes of the object.</summary>
    public uint Length { get; private set; }

    /// <inheritdoc/>
    public uint BurstSizes => limits.BurstSizes;

    /// <summary>Pages of copy buffer with which the whole object could be mapped at once; 0 if the device reaches all of it.</summary>
    public int CopyPagesRequired { get; private set; }

    /// <summary>Pages of copy buffer that <see cref="Finish"/> wants: those required, or fewer because of the limit.</summary>
    public int CopyPages { get; private set; }

    /// <summary>Highest address, inclusive, that a page of the copy buffer may have.</summary>
    public ulong CopyReach { get; private set; }

    /// <summary>Whether the device works on copies, so that synchronising does something. False: any sync succeeds at once.</summary>
    public bool UsesCopyBuffer => state == State.Bound && CopyPages != 0;

    /// <summary>Whether the bind was MAPPED without windows or copy buffer. Then not even window 0 can be asked for.</summary>
    public bool IsFastPath => state == State.Bound && storedWindows == 0;

    /// <summary>Windows of the object as a driver sees it: 1 if it is mapped as a whole, 0 if unbound.</summary>
    public int WindowCount => state == State.Bound ? Math.Max(storedWindows, 1) : 0;

    /// <summary>The current window. Its cookie is the one that a bind or <see cref="GetWin"/> returned.</summary>
    public DmaWindow Window
    {
        get
        {
            ReadOnlySpan<DmaCookie> cookies = Cookies;
            return new DmaWindow(current.Offset, current.Size, cookies.IsEmpty ? default : cookies[0], cookies.Length);
        }
    }

    /// <summary>The cookies of the current window; none if unbound.</summary>
    public ReadOnlySpan<DmaCookie> Cookies => AllCookies.Slice(current.FirstCookie, current.CookieCount);

    /// <summary>What the current window keeps in the copy buffer: to be copied to there before the device reads, from there after it wrote.</summary>
    public BouncedPieces BouncedPieces => BouncedPiecesOf(current.Offset, current.Size);

    private ReadOnlySpan<DmaCookie> AllCookies => isCut ? table!.Cookies : raw.AsSpan(0, rawCount);

    /// <summary>
    /// First half of a bind: lays out the cookies and says in <see cref="CopyPages"/> what the second half needs. If <see cref="CopyPagesRequired"/> is not 0
    /// and no copy buffer can be had, the bind is NORESOURCES and <see cref="Unbind"/> must follow.
    /// </summary>
    /// <param name="frames">Page frame numbers of the object, in order: at least those that it touches. Not kept.</param>
    /// <param name="offset">Where the object starts in its first page, below the size of a page.</param>
    /// <param name="length">Bytes. With 0 the bind is MAPPED and has no cookie.</param>
    /// <param name="flags">The flags of the bind.</param>
    /// <param name="copyBufferMax">Limit of one copy buffer in bytes; whole pages of it count.</param>
    /// <exception cref="InvalidOperationException">The handle is in use.</exception>
    /// <exception cref="ArgumentException">Too few frames, or an offset beyond the page.</exception>
    public void Plan(ReadOnlySpan<ulong> frames, uint offset, uint length, DmaFlags flags, uint copyBufferMax)
    {
        if (state != State.Free)
            throw new InvalidOperationException("A handle in use cannot be bound.");
        if (offset >= DmaPage.Size)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, "The object starts in its first page.");
        int pages = DmaPage.Count(offset, length);
        if (frames.Length < pages)
            throw new ArgumentException($"The object touches {pages} pages, and frames has {frames.Length}.", nameof(frames));

        if (raw.Length < pages)
            raw = new DmaCookie[pages];
        CopyReach = limits.BounceOnSeg && RawCookies.StraddlesSegment(limits.Seg, frames, offset, length) ? limits.Seg : limits.AddrHi;
        rawCount = RawCookies.Build(limits, frames, offset, length, CopyReach, raw, out int bounced);
        CopyPagesRequired = bounced;
        CopyPages = bounced == 0 ? 0 : Math.Min(bounced, (int)(copyBufferMax >> DmaPage.Shift));
        Length = length;
        Flags = flags & Remembered;
        state = State.Planned;
    }

    /// <summary>
    /// Second half of a bind: cuts windows if need be. MAPPED and PARTIAL_MAP leave window 0 current. TOOBIG and NOMAPPING leave the handle free; the
    /// copy buffer is the caller's to take back.
    /// </summary>
    /// <param name="copyFrames">Page frame numbers of the copy buffer, <see cref="CopyPages"/> of them. Not kept.</param>
    /// <exception cref="InvalidOperationException">Not planned, or a copy buffer is required and may have no page.</exception>
    /// <exception cref="ArgumentException">Too few copy pages.</exception>
    public DmaBind Finish(ReadOnlySpan<ulong> copyFrames)
    {
        if (state != State.Planned)
            throw new InvalidOperationException("There is no bind to finish.");
        if (CopyPages == 0 && CopyPagesRequired != 0)
            throw new InvalidOperationException("No copy buffer can be had: the bind is NORESOURCES.");
        copyFrames = copyFrames.Length >= CopyPages
            ? copyFrames[..CopyPages]
            : throw new ArgumentException($"The copy buffer has {CopyPages} pages, and copyFrames {copyFrames.Length}.", nameof(copyFrames));

        if (CopyPages < CopyPagesRequired || Length > limits.MaxXfer || (uint)rawCount > limits.SgLen)
            return FinishWindows(copyFrames);
        if (CopyPages != 0)
        {
            MoveToCopyBuffer(copyFrames);
            storedWindows = 1;
        }
        return Bind(DmaBind.Mapped);
    }

    /// <summary>
    /// Ends the mapping, or gives up a planned bind. Nothing happens if there is none, as with <c>ddi_dma_unbind_handle(9F)</c> on this platform:
    /// reporting that is the caller's part, and so are copying the current window back and freeing the copy buffer.
    /// </summary>
    public void Unbind()
    {
        state = State.Free;
        isCut = false;
        storedWindows = 0;
        current = default;
        nextCookie = 0;
        rawCount = 0;
        CopyPages = 0;
        CopyPagesRequired = 0;
        Length = 0;
        Flags = DmaFlags.None;
    }

    /// <summary><c>ddi_dma_nextcookie(9F)</c>: the next cookie of the current window. False if there is none, which no driver may ask for.</summary>
    /// <param name="cookie">The cookie; the default one if false is returned.</param>
    public bool NextCookie(out DmaCookie cookie)
    {
        if (nextCookie >= current.CookieCount)
        {
            cookie = default;
            return false;
        }
        cookie = AllCookies[current.FirstCookie + nextCookie++];
        return true;
    }

    /// <summary><c>ddi_dma_numwin(9F)</c>: false, which is FAILURE, unless the bind was PARTIAL_MAP.</summary>
    /// <param name="windows">The number of windows, at least 2; 0 if false is returned.</param>
    public bool NumWin(out int windows)
    {
        bool partial = state == State.Bound && (Flags & DmaFlags.Partial) != DmaFlags.None;
        windows = partial ? storedWindows : 0;
        return partial;
    }

    /// <summary>
    /// Whether <see cref="GetWin"/> would succeed. To be asked first where the current window has to be copied back before the change. Not even window 0 can be
    /// had after a bind that took the fast path, but it can after one that is MAPPED through the copy buffer.
    /// </summary>
    /// <param name="window">Index, from 0.</param>
    public bool HasWindow(int window) => window >= 0 && window < storedWindows;

    /// <summary>
    /// <c>ddi_dma_getwin(9F)</c>: makes a window current, in any order, the current one included, and starts its cookies anew. False, which is FAILURE, and no
    /// change, if <see cref="HasWindow"/> says no.
    /// </summary>
    /// <param name="window">Index, from 0.</param>
    /// <param name="result">The window; the default one if false is returned.</param>
    public bool GetWin(int window, out DmaWindow result)
    {
        if (!HasWindow(window))
        {
            result = default;
            return false;
        }
        if (isCut)
            current = table![window];
        nextCookie = 1;
        result = Window;
        return true;
    }

    /// <summary>What a window keeps in the copy buffer, clipped to a range of the object.</summary>
    /// <param name="offset">First byte, from the start of the object.</param>
    /// <param name="length">Bytes.</param>
    public BouncedPieces BouncedPiecesOf(uint offset, uint length) =>
        new(UsesCopyBuffer ? Cookies : [], current.Offset, offset, (ulong)offset + length);

    /// <summary>Checks that windows and cookies are those of the object; costs a look at every cookie.</summary>
    /// <exception cref="InvalidOperationException">They are not: a fault of ours.</exception>
    public void AssertInvariants()
    {
        if (isCut)
        {
            table!.AssertInvariants(limits, Length);
            return;
        }
        ulong bytes = 0;
        int bounced = 0;
        foreach (ref readonly DmaCookie cookie in raw.AsSpan(0, rawCount))
        {
            bytes += cookie.Size;
            bounced += cookie.IsBounced ? 1 : 0;
        }
        if (bytes != Length || bounced != CopyPagesRequired || (IsBound && (bounced != CopyPages || current.CookieCount != rawCount)))
        {
            throw new InvalidOperationException(
                $"{rawCount} cookies of {bytes} bytes, {bounced} bounced, for an object of {Length} with {CopyPages} pages of copy buffer.");
        }
    }

    private DmaBind FinishWindows(ReadOnlySpan<ulong> copyFrames)
    {
        if ((Flags & DmaFlags.Partial) == DmaFlags.None)
        {
            Unbind();
            return DmaBind.TooBig;
        }
        table ??= new WindowTable();
        if (!table.Cut(limits, raw.AsSpan(0, rawCount), copyFrames))
        {
            Unbind();
            return DmaBind.NoMapping;
        }
        isCut = true;
        storedWindows = table.Count;
        return Bind(storedWindows > 1 ? DmaBind.PartialMap : DmaBind.Mapped);
    }

    private DmaBind Bind(DmaBind result)
    {
        state = State.Bound;
        current = isCut ? table![0] : new WindowExtent(0, Length, 0, rawCount);
        nextCookie = 1;
        if (result == DmaBind.Mapped)
            Flags &= ~DmaFlags.Partial;
        return result;
    }

    private void MoveToCopyBuffer(ReadOnlySpan<ulong> copyFrames)
    {
        int used = 0;
        foreach (ref DmaCookie cookie in raw.AsSpan(0, rawCount))
        {
            if (cookie.IsBounced)
                cookie = CopyBufferPage.Move(cookie, copyFrames[used++]);
        }
    }
}
