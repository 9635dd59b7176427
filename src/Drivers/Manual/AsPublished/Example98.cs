namespace DmaActors.Drivers.Manual.AsPublished;

/// <summary>
/// Examples 9-7 and 9-8 as published, the start routine and the handler of one driver: windows. The manual's are <see cref="XxStart"/>, but for what <see cref="WindowSettings.ClearBusy"/>
/// adds, and <see cref="XxIntr"/>; ours are the amount that was transferred, the error bit, the programming, and the test for pending transfers.
/// </summary>
[Driver("manual-9-8", "examples 9-7 and 9-8 as published: windows", Settings = typeof(WindowSettings))]
public sealed partial class Example98(DevInfo dip, WindowSettings settings) : PublishedDriver(dip, settings)
{
    private static readonly DmaCallback Start = new(xsp => ((Example98)xsp!).XxStart());

    /// <summary>nwin.</summary>
    [SoftState]
    public partial int NWin { get; private set; }

    [SoftState]
    public partial bool Partial { get; private set; }

    [SoftState]
    public partial int WIndex { get; private set; }

    protected override async DdiTask<CallbackStatus> XxStart()
    {
        await Mu.Enter();
        if (Busy)
        {
            // transfer in progress
            Mu.Exit();
            return CallbackStatus.RunOut;
        }

        Busy = true;
        Mu.Exit();
        var flags = Bp!.IsRead ? DmaFlags.Read : DmaFlags.Write;
        flags |= DmaFlags.Partial;
        var bind = await Dma.BufBindHandle(Handle!, Bp, flags, Start, this);
        if (bind.Status is not DmaBind.Mapped and not DmaBind.PartialMap)
        {
            if (settings.ClearBusy)
                await ClearBusy();
            return CallbackStatus.RunOut;
        }

        if (bind.Status == DmaBind.PartialMap)
        {
            Dma.NumWin(Handle!, out var nwin);
            NWin = nwin;
            Partial = true;
            WIndex = 0;
        }
        else
        {
            Partial = false;
        }

        Program(Bp, 0, bind.Cookie, bind.CookieCount);
        return CallbackStatus.Done;
    }

    protected override async DdiTask<DdiIntr> XxIntr()
    {
        await Mu.Enter();

        // read status
        var status = await AccessHdl!.Get8(DeviceReg.Csr);
        if ((status & DeviceReg.Interrupting) == 0)
        {
            Mu.Exit();
            return DdiIntr.Unclaimed;
        }

        AccessHdl.Put8(DeviceReg.Csr, DeviceReg.ClearInterrupt);

        // for store buffers
        await AccessHdl.Get8(DeviceReg.Csr);
        if ((status & DeviceReg.Error) != 0)
        {
            Ddi.BioError(Bp!, Errno.EIO);
            Partial = false;
        }
        else
        {
            var transferred = await AccessHdl.Get32(DeviceReg.Bytes);
            Bp!.Residual = unchecked(Bp.Residual - transferred); // without a check, as in C
        }

        if (Partial && ++WIndex < NWin)
        {
            // device still marked busy to protect state
            Mu.Exit();
            var next = await Dma.GetWin(Handle!, WIndex);
            Program(Bp!, next.Window.Offset, next.Window.Cookie, next.Window.CookieCount);
            return DdiIntr.Claimed;
        }

        await Dma.UnbindHandle(Handle!);
        await Ddi.BioDone(Bp!);
        Busy = false;
        Partial = false;
        Mu.Exit();
        if (TakePending())
            await XxStart();
        return DdiIntr.Claimed;
    }

    private async DdiTask ClearBusy()
    {
        await Mu.Enter();
        Busy = false;
        Mu.Exit();
    }
}
