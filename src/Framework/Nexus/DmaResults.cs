using System.Runtime.InteropServices;
using DmaActors.Framework.Dma;
using DmaActors.Framework.Rules;

namespace DmaActors.Framework;

/// <summary>What ddi_dma_alloc_handle(9F) gives.</summary>
/// <param name="Status">SUCCESS, BADATTR or NORESOURCES.</param>
/// <param name="Handle">The handle; null unless SUCCESS.</param>
public readonly record struct DmaAllocResult(DmaAlloc Status, DmaHandle? Handle) : IDigestible
{
    public void Digest(ref TraceDigest digest) => digest.Add((long)Status);
}

/// <summary>What a bind gives. Look at <see cref="Status"/> before you go on with the cookie: where the bind has failed, it is none.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DmaBindResult : IDigestible
{
    private readonly DmaBind status;
    private readonly DmaCookie cookie;
    private readonly int cookieCount;
    private readonly ResultMark mark;

    internal DmaBindResult(DmaHandle handle, DmaBind status, DmaCookie cookie, int cookieCount)
    {
        this.status = status;
        this.cookie = cookie;
        this.cookieCount = cookieCount;
        mark = new ResultMark(handle, hasFailed: status is not (DmaBind.Mapped or DmaBind.PartialMap));
    }

    /// <summary>MAPPED and PARTIAL_MAP leave the handle bound; nothing else does.</summary>
    public DmaBind Status
    {
        get
        {
            mark.Examine();
            return status;
        }
    }

    /// <summary>The first cookie of the first window.</summary>
    public DmaCookie Cookie
    {
        get
        {
            mark.Use("the cookie of the bind");
            return cookie;
        }
    }

    /// <summary>Cookies of the first window.</summary>
    public int CookieCount
    {
        get
        {
            mark.Use("the number of cookies of the bind");
            return cookieCount;
        }
    }

    public void Digest(ref TraceDigest digest)
    {
        digest.Add((long)status);
        digest.Add(cookie.LAddress);
        digest.Add((long)cookieCount);
    }

    /// <summary>All of it, for traces: to write it down is not to look at it.</summary>
    public override string ToString() => $"{nameof(DmaBindResult)} {{ {nameof(Status)} = {status}, {nameof(Cookie)} = {cookie}, {nameof(CookieCount)} = {cookieCount} }}";
}

/// <summary>What ddi_dma_mem_alloc(9F) gives.</summary>
/// <param name="Status">SUCCESS or FAILURE.</param>
/// <param name="Memory">kaddrp; null unless SUCCESS.</param>
/// <param name="RealLength">real_length: what a bind is to be given. Also set by a CONSISTENT request that fails.</param>
/// <param name="Handle">handlep: how the memory is accessed, and what ddi_dma_mem_free(9F) wants; null unless SUCCESS.</param>
public readonly record struct DmaMemResult(DdiResult Status, KernelMemory? Memory, uint RealLength, AccessHandle? Handle) : IDigestible
{
    public void Digest(ref TraceDigest digest)
    {
        digest.Add((long)Status);
        digest.Add((ulong)RealLength);
    }
}

/// <summary>What ddi_dma_getwin(9F) gives. Look at <see cref="Status"/> before you go on with the window.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DmaWindowResult : IDigestible
{
    private readonly DdiResult status;
    private readonly DmaWindow window;
    private readonly ResultMark mark;

    internal DmaWindowResult(DmaHandle handle, DdiResult status, DmaWindow window)
    {
        this.status = status;
        this.window = window;
        mark = new ResultMark(handle, hasFailed: status != DdiResult.Success);
    }

    /// <summary>FAILURE when there is no such window.</summary>
    public DdiResult Status
    {
        get
        {
            mark.Examine();
            return status;
        }
    }

    /// <summary>Offset, length, first cookie and number of cookies of the window.</summary>
    public DmaWindow Window
    {
        get
        {
            mark.Use("the window of ddi_dma_getwin");
            return window;
        }
    }

    public void Digest(ref TraceDigest digest)
    {
        digest.Add((long)status);
        digest.Add((ulong)window.Offset);
    }

    /// <summary>All of it, for traces: to write it down is not to look at it.</summary>
    public override string ToString() => $"{nameof(DmaWindowResult)} {{ {nameof(Status)} = {status}, {nameof(Window)} = {window.Offset}+{window.Length} in {window.CookieCount} }}";
}

/// <summary>What a DMA function gives that only succeeds or fails.</summary>
public readonly record struct DdiStatus(DdiResult Status) : IDigestible
{
    public void Digest(ref TraceDigest digest) => digest.Add((long)Status);
}
