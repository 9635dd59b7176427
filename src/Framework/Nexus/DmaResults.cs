using DmaActors.Framework.Dma;

namespace DmaActors.Framework;

/// <summary>What ddi_dma_alloc_handle(9F) gives.</summary>
/// <param name="Status">SUCCESS, BADATTR or NORESOURCES.</param>
/// <param name="Handle">The handle; null unless SUCCESS.</param>
public readonly record struct DmaAllocResult(DmaAlloc Status, DmaHandle? Handle) : IDigestible
{
    public void Digest(ref TraceDigest digest) => digest.Add((long)Status);
}

/// <summary>What a bind gives.</summary>
/// <param name="Status">MAPPED and PARTIAL_MAP leave the handle bound; nothing else does.</param>
/// <param name="Cookie">The first cookie of the first window.</param>
/// <param name="CookieCount">Cookies of the first window.</param>
public readonly record struct DmaBindResult(DmaBind Status, DmaCookie Cookie, int CookieCount) : IDigestible
{
    public void Digest(ref TraceDigest digest)
    {
        digest.Add((long)Status);
        digest.Add(Cookie.LAddress);
        digest.Add((long)CookieCount);
    }
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

/// <summary>What ddi_dma_getwin(9F) gives.</summary>
/// <param name="Status">FAILURE when there is no such window.</param>
/// <param name="Window">Offset, length, first cookie and number of cookies of the window.</param>
public readonly record struct DmaWindowResult(DdiResult Status, DmaWindow Window) : IDigestible
{
    public void Digest(ref TraceDigest digest)
    {
        digest.Add((long)Status);
        digest.Add((ulong)Window.Offset);
    }
}

/// <summary>What a DMA function gives that only succeeds or fails.</summary>
public readonly record struct DdiStatus(DdiResult Status) : IDigestible
{
    public void Digest(ref TraceDigest digest) => digest.Add((long)Status);
}
