using DmaActors.Framework.Dma;

namespace DmaActors.Framework;

/// <content>
/// The newer way to the cookies (ddi_dma_cookie_iter(9F)): any of them, in any order and as often as one likes. None of these moves the place of
/// <see cref="NextCookie"/>; all of them mean the current window. To ask for cookies while nothing is bound is a finding, to ask how many there are is not.
/// </content>
public sealed partial class DmaFunctions
{
    /// <summary>ddi_dma_cookie_iter(9F): all cookies of the current window, from the first on.</summary>
    public DmaCookieIter CookieIter(DmaHandle handle) => new(this, Checked(handle, "ddi_dma_cookie_iter"));

    /// <summary>ddi_dma_cookie_get(9F): one cookie of the current window; null when there is none of this number.</summary>
    /// <param name="handle">A handle, bound or not.</param>
    /// <param name="index">From 0.</param>
    public DmaCookie? CookieGet(DmaHandle handle, int index)
    {
        var cookies = CookiesOf(handle, "ddi_dma_cookie_get");
        return index >= 0 && index < cookies.Length ? cookies[index] : null;
    }

    /// <summary>ddi_dma_cookie_one(9F): the only cookie of the current window. When there are more it is the first, and a finding; when there is none it is empty.</summary>
    public DmaCookie CookieOne(DmaHandle handle)
    {
        var cookies = CookiesOf(handle, "ddi_dma_cookie_one");
        if (cookies.Length != 1)
            instance.Rules.CookiesMiscounted(instance.Running("ddi_dma_cookie_one").Self, handle, "ddi_dma_cookie_one");
        return cookies.Length > 0 ? cookies[0] : default;
    }

    /// <summary>ddi_dma_ncookies(9F): how many cookies the current window has; 0 while nothing is bound.</summary>
    public int NCookies(DmaHandle handle) =>
        CookiesOf(handle, "ddi_dma_ncookies", mustBeBound: Checked(handle, "ddi_dma_ncookies").Mapping.IsBound).Length;

    private ReadOnlySpan<DmaCookie> CookiesOf(DmaHandle handle, string call, bool mustBeBound = true)
    {
        instance.RunningBelowLockLevel(call);
        Used(Checked(handle, call), call, mustBeBound);
        using var inside = instance.Rules.Gate.Enter();
        return handle.Mapping.Cookies;
    }
}
