namespace DmaActors.Framework.Dma;

/// <summary>
/// The mapping of a platform with an IOMMU. Virtual: one cookie a window, and every window at the same address. Physical, on PCI: cookies as on any bus without an
/// IOMMU. Made once for a handle and used for one bind after the other.
/// </summary>
/// <remarks>
/// A bind has two halves, because between them somebody else has to find DVMA: <see cref="Plan"/>, then <see cref="Finish"/>, or <see cref="Unbind"/> to give up.
/// Nothing is translated here: whoever calls tells the IOMMU, window by window.
/// </remarks>
/// <param name="rules">Those of the bus.</param>
/// <param name="limits">What the device can do.</param>
internal sealed class DvmaMapping(IDvmaRules rules, DvmaLimits limits) : IDmaMapping
{
    // The flags of a bind that a handle remembers; the others have no effect.
    private const DmaFlags Remembered = DmaFlags.RdWr | DmaFlags.RedZone | DmaFlags.Partial | DmaFlags.Consistent;

    private readonly DmaCookie[] virtualCookie = new DmaCookie[1];
    private PhysicalWindows? physical;
    private DvmaPlan plan;
    private bool isPlanned;
    private WindowExtent current;
    private int nextCookie;

    /// <summary>What the device can do.</summary>
    public DvmaLimits Limits => limits;

    /// <inheritdoc/>
    public bool IsBound { get; private set; }

    /// <inheritdoc/>
    public bool IsInUse => isPlanned || IsBound;

    /// <inheritdoc/>
    public DmaFlags Flags { get; private set; }

    /// <inheritdoc/>
    public uint Length { get; private set; }

    /// <inheritdoc/>
    public uint BurstSizes { get; set; } = limits.BurstSizes;

    /// <summary>Where the object starts in its first page.</summary>
    public uint Offset { get; private set; }

    /// <summary>What the cookies' addresses are.</summary>
    public DvmaAddressing Addressing => plan.Addressing;

    /// <summary>What stands between the device and the object.</summary>
    public DvmaCaching Caching { get; private set; }

    /// <summary>Pages of DVMA that <see cref="Finish"/> wants and a bound handle holds, a red zone included; 0 for physical addresses.</summary>
    public int Pages => plan.Pages;

    /// <summary>The DVMA that is wanted or held.</summary>
    public DvmaRequest Request => limits.Request(plan.Pages);

    /// <summary>The DVMA that is held: where its first page lies.</summary>
    public ulong DvmaAddress { get; private set; }

    /// <summary>Pages of DVMA that the current window shows memory at; 0 for physical addresses. The first page of the object among them comes first.</summary>
    public int WindowPages => IsBound && plan.Pages != 0 ? DvmaPage.Count(OffsetInPage, current.Size) : 0;

    /// <summary>The index of the page of the object that is the first of the current window.</summary>
    public int FirstWindowPage => (int)(((ulong)Offset + current.Offset) >> DvmaPage.Shift);

    /// <summary>Pages of DVMA that show memory now, from <see cref="DvmaAddress"/> on: whoever programs the IOMMU keeps it here.</summary>
    public int ShownPages { get; set; }

    /// <inheritdoc/>
    public int WindowCount { get; private set; }

    /// <inheritdoc/>
    public DmaWindow Window => new(current.Offset, current.Size, Cookies is [var first, ..] ? first : default, current.CookieCount);

    /// <inheritdoc/>
    public ReadOnlySpan<DmaCookie> Cookies => !IsBound ? default : plan.Pages != 0 ? virtualCookie : physical!.CookiesOf(current);

    // Of the current window in its first page.
    private uint OffsetInPage => (uint)(((ulong)Offset + current.Offset) & DvmaPage.OffsetMask);

    private bool IsPartial => (Flags & DmaFlags.Partial) != DmaFlags.None;

    /// <summary>First half of a bind. MAPPED: go on, with <see cref="Request"/> met if <see cref="Pages"/> is not 0. Anything else leaves the handle free.</summary>
    /// <param name="frames">Page frame numbers of the object, in order: at least those that it touches. Not kept.</param>
    /// <param name="offset">Where the object starts in its first page, below the size of a page.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="flags">The flags of the bind.</param>
    /// <exception cref="InvalidOperationException">The handle is in use.</exception>
    public DmaBind Plan(ReadOnlySpan<ulong> frames, uint offset, uint length, DmaFlags flags)
    {
        if (IsInUse)
            throw new InvalidOperationException("A handle in use cannot be bound.");
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(offset, DvmaPage.Size);
        plan = rules.Plan(limits, frames, offset, length, flags);
        if (plan.Status is not (DmaBind.Mapped or DmaBind.PartialMap))
            return plan.Status;

        if (plan.Pages == 0)
        {
            physical ??= new PhysicalWindows();
            physical.Build(limits, plan.Origin, frames, offset, length);
            WindowCount = physical.Count;
        }
        else
        {
            WindowCount = 1 + (int)((length - (ulong)plan.First + plan.Each - 1) / plan.Each);
        }
        Length = length;
        Offset = offset;
        Flags = flags & Remembered & ~DmaFlags.Partial;
        Caching = rules.CachingOf(plan.Addressing, flags);
        isPlanned = true;
        return DmaBind.Mapped;
    }

    /// <summary>
    /// Second half of a bind. PARTIAL_MAP is answered for physical addresses also where it was not allowed, as the reference does. Window 0 is current.
    /// </summary>
    /// <param name="address">Where the first page of DVMA lies; without meaning if <see cref="Pages"/> is 0.</param>
    /// <exception cref="InvalidOperationException">Not planned.</exception>
    public DmaBind Finish(ulong address)
    {
        if (!isPlanned)
            throw new InvalidOperationException("There is no bind to finish.");
        isPlanned = false;
        IsBound = true;
        DvmaAddress = address;
        DmaBind status = plan.Status == DmaBind.PartialMap || WindowCount > 1 ? DmaBind.PartialMap : DmaBind.Mapped;
        if (status == DmaBind.PartialMap)
            Flags |= DmaFlags.Partial;
        Enter(0);
        return status;
    }

    /// <summary>Ends the mapping, or gives up a planned bind. Nothing happens if there is none.</summary>
    public void Unbind()
    {
        isPlanned = false;
        IsBound = false;
        plan = default;
        current = default;
        nextCookie = 0;
        WindowCount = 0;
        Length = 0;
        Offset = 0;
        DvmaAddress = 0;
        Flags = DmaFlags.None;
        Caching = DvmaCaching.None;
    }

    /// <inheritdoc/>
    public bool NextCookie(out DmaCookie cookie)
    {
        bool found = nextCookie < current.CookieCount;
        cookie = found ? Cookies[nextCookie++] : default;
        return found;
    }

    /// <inheritdoc/>
    public bool NumWin(out int windows)
    {
        windows = IsPartial ? WindowCount : 0;
        return IsPartial;
    }

    /// <inheritdoc/>
    public bool HasWindow(int window) =>
        IsBound && window >= 0 && window < WindowCount
        && (IsPartial ? ExtentOf(window).Offset <= rules.LastWindowStart(limits, Length) : rules.HasWindowWhenMapped);

    /// <inheritdoc/>
    public bool GetWin(int window, out DmaWindow result)
    {
        bool found = HasWindow(window);
        if (found)
            Enter(window);
        result = found ? Window : default;
        return found;
    }

    /// <inheritdoc/>
    public void AssertInvariants()
    {
        if (!IsBound)
            return;
        uint offset = 0;
        for (int index = 0; index < WindowCount; index++)
        {
            WindowExtent window = ExtentOf(index);
            if (window.Offset != offset || window.Size == 0 || window.CookieCount == 0)
                throw new InvalidOperationException($"Window {index} of {WindowCount} is not what it should be: {window}, expected at {offset}.");
            offset += window.Size;
        }
        if (offset != Length || WindowPages > Pages)
            throw new InvalidOperationException($"The windows have {offset} of {Length} bytes, in {WindowPages} of {Pages} pages of DVMA.");
    }

    private WindowExtent ExtentOf(int index)
    {
        if (plan.Pages == 0)
            return physical![index];
        uint offset = index == 0 ? 0 : plan.First + ((uint)(index - 1) * plan.Each);
        return new WindowExtent(offset, Math.Min(index == 0 ? plan.First : plan.Each, Length - offset), 0, 1);
    }

    private void Enter(int index)
    {
        current = ExtentOf(index);
        nextCookie = 1;
        if (plan.Pages != 0)
            virtualCookie[0] = new DmaCookie(DvmaAddress + OffsetInPage, current.Size, 0);
    }
}
