namespace DmaActors.Drivers.Manual.AsPublished;

/// <summary>
/// Example 9-5 as published: the handler releases the DMA resources. All of <see cref="XxIntr"/> is the manual's but for the check for errors and the test for pending transfers;
/// the start routine, which makes no mistake of its own, is ours.
/// </summary>
[Driver("manual-9-5", "example 9-5 as published: freeing the resources in the handler", Settings = typeof(ManualSettings))]
public sealed class Example95(DevInfo dip, ManualSettings settings) : FragmentDriver(dip, settings)
{
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
        await Dma.UnbindHandle(Handle!);
        CheckForErrors(Bp!, status);
        Busy = false;
        Mu.Exit();
        if (TakePending())
            await XxStart();
        return DdiIntr.Claimed;
    }

    protected override async DdiTask BindAndProgram(Buf bp, DmaFlags flags)
    {
        var bind = await Dma.BufBindHandle(Handle!, bp, flags, Start, this);
        if (bind.Status == DmaBind.Mapped)
            Program(bp, 0, bind.Cookie, bind.CookieCount);
        else
            Busy = false; // short of resources: the callback tries again
    }
}
