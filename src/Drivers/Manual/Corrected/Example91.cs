namespace DmaActors.Drivers.Manual.Corrected;

/// <summary>
/// Examples 9-1, 9-5 and 9-6 as corrected: start routine, handler and the end of callbacks in one driver, since none is right without the others. The other corrected examples
/// derive from it and change what they are about.
/// </summary>
/// <remarks>
/// What it keeps to: requests wait in a queue, and whoever calls the start routine finds under the mutex whether there is work. The mutex is held across the bind, so a callback
/// sees a settled state. At most one callback is registered. It never returns RUNOUT, but registers itself again: while a callback that returns RUNOUT is not back on the list, a
/// release finds the list empty and asks for no pass. Permanent errors complete the request. Bufs are forgotten before biodone, which is called without the mutex and
/// last: whoever is told may close the device and detach it.
/// </remarks>
[Driver("manual-9-1-corrected", "examples 9-1 and 9-5 as corrected: a start routine that loses nothing", Settings = typeof(ManualSettings))]
public partial class Example91 : ManualDriver
{
    private static readonly DmaCallback Callback = new(xsp => ((Example91)xsp!).XxCallback());

    private readonly SoftQueue<Buf> queue;
    private readonly KCondvar quiet;

    public Example91(DevInfo dip, ManualSettings settings)
        : base(dip, settings)
    {
        quiet = Condvar("quiet");
        queue = Queue<Buf>("queue");
    }

    /// <summary>The request that the device transfers; null: none.</summary>
    [SoftState]
    public partial Buf? Bp { get; private set; }

    /// <summary>A callback is registered, and has not begun.</summary>
    [SoftState]
    public partial bool IsRegistered { get; private set; }

    /// <summary>callback_count: callbacks that are registered or run.</summary>
    [SoftState]
    public partial int CallbackCount { get; private set; }

    /// <summary>Nothing is started any more.</summary>
    [SoftState]
    public partial bool IsDetaching { get; private set; }

    /// <summary>Bytes that the device transfers now.</summary>
    [SoftState]
    protected partial uint Amount { get; set; }

    /// <summary>Flags of the bind beside the direction.</summary>
    protected virtual DmaFlags MoreFlags => default;

    /// <inheritdoc/>
    public override async DdiTask Strategy(Buf bp)
    {
        bp.Residual = bp.ByteCount;
        if (bp.ByteCount == 0)
        {
            await Ddi.BioDone(bp);
            return;
        }

        await Mu.Enter();
        queue.Enqueue(bp);
        var refused = await XxStart();
        Mu.Exit();
        await Fail(refused, Errno.EINVAL);
    }

    /// <summary>Nobody has the device open: what is still in the queue is the driver's own, and is given up.</summary>
    public override async DdiTask<DdiResult> Detach()
    {
        await Mu.Enter();
        IsDetaching = true;
        while (Bp is not null)
            await quiet.Wait(Mu);
        var givenUp = queue.DequeueAll();
        Mu.Exit();
        await Fail(givenUp, Errno.EIO);
        await Silence();

        // Only a release makes a callback run, and on an idle machine this is the one: freeing a handle asks for a pass.
        await Dma.FreeHandle(Handle!);
        await Mu.Enter();
        while (CallbackCount > 0)
            await quiet.Wait(Mu);
        Mu.Exit();
        Ddi.RegsMapFree(AccessHdl!);
        return DdiResult.Success;
    }

    /// <summary>The first window of a request is bound: start it. The mutex is held.</summary>
    protected virtual void Begin(Buf bp, DmaBindResult bind) => Amount = Program(bp, 0, bind.Cookie, bind.CookieCount);

    /// <summary>A window has been transferred: start the next. False: it was the last. The mutex is held.</summary>
    protected virtual DdiTask<bool> TryMoveOn(Buf bp) => new(false);

    protected override async DdiTask<DdiIntr> XxIntr()
    {
        await Mu.Enter();
        var status = await AccessHdl!.Get8(DeviceReg.Csr);
        if ((status & DeviceReg.Interrupting) == 0)
        {
            Mu.Exit();
            return DdiIntr.Unclaimed;
        }

        AccessHdl.Put8(DeviceReg.Csr, DeviceReg.ClearInterrupt);

        // For store buffers, and to know what the device says now: it may have ended only after the first look.
        status = await AccessHdl.Get8(DeviceReg.Csr);
        if (Bp is not { } bp || (status & DeviceReg.StartTransfer) != 0)
        {
            // Nothing is bound and nobody waits, or the device is still at it: this interrupt says nothing. The one that will was switched off by the acknowledgement.
            if (Bp is not null)
                AccessHdl.Put8(DeviceReg.Csr, DeviceReg.EnableInterrupts);
            Mu.Exit();
            return DdiIntr.Claimed;
        }

        var failed = (status & DeviceReg.Error) != 0;
        if (!failed)
        {
            bp.Residual -= Amount;
            if (await TryMoveOn(bp))
            {
                Mu.Exit();
                return DdiIntr.Claimed;
            }
        }

        await Dma.UnbindHandle(Handle!);
        Bp = null;
        quiet.Broadcast();
        var refused = await XxStart();
        Mu.Exit();
        if (failed)
            Ddi.BioError(bp, Errno.EIO);
        await Ddi.BioDone(bp);
        await Fail(refused, Errno.EINVAL);
        return DdiIntr.Claimed;
    }

    private async DdiTask<CallbackStatus> XxCallback()
    {
        await Mu.Enter();
        IsRegistered = false;
        if (await XxStart() is { } refused)
        {
            Mu.Exit();
            await Fail(refused, Errno.EINVAL);
            await Mu.Enter();
        }

        CallbackCount--;
        quiet.Broadcast();
        Mu.Exit();
        return CallbackStatus.Done;
    }

    /// <summary>Starts what waits, if nothing is under way. Strategy, handler and callback call it, with the mutex held.</summary>
    /// <returns>Requests that never can be started: the caller fails them without the mutex. Null: none.</returns>
    private async DdiTask<List<Buf>?> XxStart()
    {
        List<Buf>? refused = null;
        while (Bp is null && !IsDetaching && queue.TryPeek(out var bp))
        {
            var bind = await Bind(bp, (bp.IsRead ? DmaFlags.Read : DmaFlags.Write) | MoreFlags);
            switch (bind.Status)
            {
                case DmaBind.Mapped:
                case DmaBind.PartialMap:
                    Bp = queue.Dequeue();
                    Begin(bp, bind);
                    break;
                case DmaBind.NoResources:
                    return refused; // it stays at the head, and the callback comes
                default:
                    (refused ??= []).Add(queue.Dequeue());
                    break;
            }
        }

        return refused;
    }

    private async DdiTask<DmaBindResult> Bind(Buf bp, DmaFlags flags)
    {
        if (!IsRegistered)
        {
            var bind = await Dma.BufBindHandle(Handle!, bp, flags, Callback, this);
            if (bind.Status != DmaBind.NoResources)
                return bind;
            IsRegistered = true;
            CallbackCount++;
        }

        // A release between the failing allocation and the registration has seen an empty list. From now on none can: so look once more.
        return await Dma.BufBindHandle(Handle!, bp, flags, DmaCallback.DontWait);
    }

    private async DdiTask Fail(IReadOnlyList<Buf>? requests, Errno error)
    {
        if (requests is null)
            return;
        foreach (var bp in requests)
        {
            Ddi.BioError(bp, error);
            await Ddi.BioDone(bp);
        }
    }
}
