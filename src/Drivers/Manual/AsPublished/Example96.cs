namespace DmaActors.Drivers.Manual.AsPublished;

/// <summary>
/// Example 9-6 as published: detach waits until the last callback has run. The manual's are the loop of detach, the bind of strategy and the whole callback; ours are what the
/// manual leaves out: programming the device, the handler, other errors in strategy, and the read of the label at the last close, a request of the driver's own that detach can meet, and what <see cref="CancelSettings"/> adds.
/// </summary>
[Driver("manual-9-6", "example 9-6 as published: cancelling callbacks", Settings = typeof(CancelSettings))]
public sealed partial class Example96 : ManualDriver
{
    private static readonly DmaCallback Callback = new(xsp => ((Example96)xsp!).XxDmaCallback());

    private readonly CancelSettings settings;
    private readonly KMutex callbackMutex;
    private readonly KCondvar callbackCv;

    public Example96(DevInfo dip, CancelSettings settings)
        : base(dip, settings)
    {
        this.settings = settings;
        callbackMutex = Mutex("callback_mutex", dip.InterruptPriority);
        callbackCv = Condvar("callback_cv");
    }

    /// <summary>xsp->bp.</summary>
    [SoftState]
    public partial Buf? Bp { get; private set; }

    [SoftState]
    public partial int CallbackCount { get; private set; }

    [SoftState]
    public partial bool CancelCallbacks { get; private set; }

    /// <summary>The device transfers. Ours.</summary>
    [SoftState]
    public partial bool IsActive { get; private set; }

    /// <inheritdoc/>
    public override async DdiTask<DdiResult> Detach()
    {
        await callbackMutex.Enter();
        CancelCallbacks = true;
        while (CallbackCount > 0)
            await callbackCv.Wait(callbackMutex);
        callbackMutex.Exit();

        // What follows is ours: a transfer of a callback that was in time ends, and everything goes back.
        await callbackMutex.Enter();
        while (IsActive)
            await callbackCv.Wait(callbackMutex);
        callbackMutex.Exit();
        await Silence();
        await Dma.FreeHandle(Handle!);
        Ddi.RegsMapFree(AccessHdl!);
        return DdiResult.Success;
    }

    /// <inheritdoc/>
    public override async DdiTask Strategy(Buf bp)
    {
        bp.Residual = bp.ByteCount;
        await callbackMutex.Enter();
        Bp = bp;
        var bind = await Dma.BufBindHandle(Handle!, Bp, Flags(bp), Callback, this);
        if (bind.Status == DmaBind.NoResources)
            CallbackCount++;
        if (bind.Status == DmaBind.Mapped)
            Begin(bind);
        callbackMutex.Exit();
        if (bind.Status is DmaBind.Mapped or DmaBind.NoResources)
            return;
        Ddi.BioError(bp, Errno.EINVAL);
        await Ddi.BioDone(bp);
    }

    /// <inheritdoc/>
    public override async DdiTask<Errno> Close()
    {
        for (var i = 0; i < settings.LabelReads; i++)
            await ReadLabelAhead();
        return await base.Close();
    }

    protected override async DdiTask<DdiIntr> XxIntr()
    {
        await callbackMutex.Enter();
        var status = await AccessHdl!.Get8(DeviceReg.Csr);
        if ((status & DeviceReg.Interrupting) == 0)
        {
            callbackMutex.Exit();
            return DdiIntr.Unclaimed;
        }

        AccessHdl.Put8(DeviceReg.Csr, DeviceReg.ClearInterrupt);
        await AccessHdl.Get8(DeviceReg.Csr); // for store buffers
        await Dma.UnbindHandle(Handle!);
        var bp = Bp!;
        if ((status & DeviceReg.Error) != 0)
            Ddi.BioError(bp, Errno.EIO);
        else
            bp.Residual = 0;
        IsActive = false;
        callbackCv.Broadcast();
        callbackMutex.Exit();
        await Ddi.BioDone(bp);
        return DdiIntr.Claimed;
    }

    private DmaFlags Flags(Buf bp) => (bp.IsRead ? DmaFlags.Read : DmaFlags.Write) | (settings.Partial ? DmaFlags.Partial : default);

    private async DdiTask<CallbackStatus> XxDmaCallback()
    {
        await callbackMutex.Enter();
        if (CancelCallbacks)
        {
            // do not reschedule, in process of detaching
            CallbackCount--;
            if (CallbackCount == 0)
                callbackCv.Signal();
            callbackMutex.Exit();
            return CallbackStatus.Done; // don't reschedule it
        }

        var bind = await Dma.BufBindHandle(Handle!, Bp!, Flags(Bp!), DmaCallback.DontWait);
        if (bind.Status == DmaBind.Mapped)
        {
            Begin(bind);
            CallbackCount--;
            callbackMutex.Exit();
            return CallbackStatus.Done;
        }

        if (bind.Status != DmaBind.NoResources)
        {
            CallbackCount--;
            callbackMutex.Exit();
            return CallbackStatus.Done;
        }

        callbackMutex.Exit();
        return CallbackStatus.RunOut;
    }

    private void Begin(DmaBindResult bind)
    {
        IsActive = true;
        Program(Bp!, 0, bind.Cookie, bind.CookieCount);
    }
}
