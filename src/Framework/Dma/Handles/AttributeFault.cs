namespace DmaActors.Framework.Dma;

/// <summary>Why attributes are refused with BADATTR: the checks of a debugging x86 kernel, in its order.</summary>
internal enum AttributeFault
{
    /// <summary>The attributes are accepted.</summary>
    None = 0,

    /// <summary>A segment is smaller than a page.</summary>
    SegBelowPage = 1,

    /// <summary>A cookie is smaller than a page.</summary>
    CountMaxBelowPage = 2,

    /// <summary>The granularity is larger than a page.</summary>
    GranularAbovePage = 3,

    /// <summary>A window is smaller than a page.</summary>
    MaxXferBelowPage = 4,

    /// <summary>No address is left between the limits. (A single address counts as none.)</summary>
    AddrHiNotAboveAddrLo = 5,

    /// <summary>Segments are no whole number of pages.</summary>
    SegNotWholePages = 6,

    /// <summary>The granularity is zero. The real check is a bit test that seems meant for "divides a page", but 3000 passes it.</summary>
    GranularZero = 7,

    /// <summary>The scatter/gather list has no entry.</summary>
    SgLenZero = 8,

    /// <summary>Segment, count and window together, the latter rounded down to the granularity, leave less than a page for a cookie.</summary>
    CookieBelowPage = 9,

    /// <summary>Bouncing at the segment limit is asked for, and the limit is beyond what the engine reaches.</summary>
    SegAboveAddrHi = 10,
}
