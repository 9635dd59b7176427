namespace DmaActors.Drivers.Manual.Corrected;

/// <summary>
/// Example 9-4 as corrected: the list is loaded only after a bind that succeeded, and its length is the number of cookies that this bind gave. Of a request with more cookies than
/// the list has entries what fits is transferred, and the residual says so.
/// </summary>
[Driver("manual-9-4-corrected", "example 9-4 as corrected: loading the scatter/gather list", Settings = typeof(ManualSettings))]
public sealed class Example94(DevInfo dip, ManualSettings settings) : Example91(dip, settings)
{
    protected override void Begin(Buf bp, DmaBindResult bind)
    {
        var cookie = bind.Cookie;
        var count = Math.Min(bind.CookieCount, DeviceReg.SgLLen);
        var length = 0u;
        for (var cnt = 1; ; cnt++)
        {
            Load(cnt - 1, cookie);
            length += cookie.Size;
            if (cnt == count)
                break;
            cookie = Dma.NextCookie(Handle!);
        }

        Go(bp, 0, count, length);
        Amount = length;
    }
}
