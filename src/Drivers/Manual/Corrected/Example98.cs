namespace DmaActors.Drivers.Manual.Corrected;

/// <summary>Examples 9-7 and 9-8 as corrected: windows. The next window is taken with the mutex held, and its result is looked at.</summary>
[Driver("manual-9-8-corrected", "examples 9-7 and 9-8 as corrected: windows", Settings = typeof(ManualSettings))]
public sealed partial class Example98(DevInfo dip, ManualSettings settings) : Example91(dip, settings)
{
    /// <summary>Windows of the request; 1 if it was mapped at once.</summary>
    [SoftState]
    public partial int NWin { get; private set; }

    [SoftState]
    public partial int WIndex { get; private set; }

    protected override DmaFlags MoreFlags => DmaFlags.Partial;

    protected override void Begin(Buf bp, DmaBindResult bind)
    {
        var nwin = 1;
        if (bind.Status == DmaBind.PartialMap)
            Dma.NumWin(Handle!, out nwin);
        NWin = nwin;
        WIndex = 0;
        base.Begin(bp, bind);
    }

    protected override async DdiTask<bool> TryMoveOn(Buf bp)
    {
        if (++WIndex >= NWin)
            return false;
        var next = await Dma.GetWin(Handle!, WIndex);
        if (next.Status != DdiResult.Success)
        {
            Ddi.BioError(bp, Errno.EIO);
            return false;
        }

        Amount = Program(bp, next.Window.Offset, next.Window.Cookie, next.Window.CookieCount);
        return true;
    }
}
