namespace DmaActors.Drivers.Manual.AsPublished;

/// <summary>
/// Example 9-4 as published: the cookies go into the device's list. The manual's are the bind with its empty error branch, the loop and the start; what the device needs beside
/// list and start bits (block, bytes, direction) is ours. A bind that fails leaves its output arguments alone, in C: so does this.
/// </summary>
[Driver("manual-9-4", "example 9-4 as published: loading the scatter/gather list", Settings = typeof(ManualSettings))]
public sealed partial class Example94(DevInfo dip, ManualSettings settings) : FragmentDriver(dip, settings)
{
    /// <summary>xsp->ccount.</summary>
    [SoftState]
    public partial int CCount { get; private set; }

    protected override async DdiTask BindAndProgram(Buf bp, DmaFlags flags)
    {
        var cookie = default(DmaCookie); // in C: whatever is on the stack
        var bind = await Dma.BufBindHandle(Handle!, bp, flags, Start, this);
        if (bind.Status == DmaBind.Mapped)
        {
            cookie = bind.Cookie;
            CCount = bind.CookieCount;
        }

        if (bind.Status != DmaBind.Mapped)
        {
            // Error handling, says the manual.
        }

        var length = 0u;
        var cnt = 1;
        for (; cnt <= DeviceReg.SgLLen; cnt++)
        {
            Load(cnt - 1, cookie);
            length += cookie.Size;
            if (cnt == CCount)
                break;
            cookie = Dma.NextCookie(Handle!);
        }

        Go(bp, 0, Math.Min(cnt, DeviceReg.SgLLen), length);
    }
}
