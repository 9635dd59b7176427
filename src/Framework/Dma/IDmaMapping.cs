namespace DmaActors.Framework.Dma;

/// <summary>
/// What a handle keeps of a bind, whatever the platform: cookies, windows, and where the driver is in them. The functions that only read a handle are answered
/// from here; what takes or moves resources goes through the nexus.
/// </summary>
internal interface IDmaMapping
{
    /// <summary>Whether an object is bound.</summary>
    bool IsBound { get; }

    /// <summary>Whether a bind would have to answer INUSE.</summary>
    bool IsInUse { get; }

    /// <summary>The flags of the bind as far as a handle keeps them; <see cref="DmaFlags.Partial"/> if and only if the bind answered PARTIAL_MAP.</summary>
    DmaFlags Flags { get; }

    /// <summary>Bytes of the object; 0 if unbound.</summary>
    uint Length { get; }

    /// <summary><c>ddi_dma_burstsizes(9F)</c>: bit n stands for bursts of 2^n bytes; bound or not.</summary>
    uint BurstSizes { get; }

    /// <summary>Windows of the object as a driver sees it: 1 if it is mapped as a whole, 0 if unbound.</summary>
    int WindowCount { get; }

    /// <summary>The current window; one of no bytes if unbound.</summary>
    DmaWindow Window { get; }

    /// <summary>The cookies of the current window; none if unbound.</summary>
    ReadOnlySpan<DmaCookie> Cookies { get; }

    /// <summary><c>ddi_dma_nextcookie(9F)</c>: the next cookie of the current window. False if there is none, which no driver may ask for.</summary>
    /// <param name="cookie">The cookie; the default one if false is returned.</param>
    bool NextCookie(out DmaCookie cookie);

    /// <summary><c>ddi_dma_numwin(9F)</c>: false, which is FAILURE, unless the bind was PARTIAL_MAP.</summary>
    /// <param name="windows">The number of windows; 0 if false is returned.</param>
    bool NumWin(out int windows);

    /// <summary>Whether <see cref="GetWin"/> would succeed. To be asked before the current window is left.</summary>
    /// <param name="window">Index, from 0.</param>
    bool HasWindow(int window);

    /// <summary>
    /// <c>ddi_dma_getwin(9F)</c>: makes a window current, in any order, the current one included, and starts its cookies anew. False, which is FAILURE, and no
    /// change, if <see cref="HasWindow"/> says no.
    /// </summary>
    /// <param name="window">Index, from 0.</param>
    /// <param name="result">The window; the default one if false is returned.</param>
    bool GetWin(int window, out DmaWindow result);

    /// <summary>Checks that windows and cookies are those of the object.</summary>
    /// <exception cref="InvalidOperationException">They are not: a fault of ours.</exception>
    void AssertInvariants();
}
