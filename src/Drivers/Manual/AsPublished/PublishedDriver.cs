namespace DmaActors.Drivers.Manual.AsPublished;

/// <summary>
/// The surroundings of the examples as published, none of it the manual's text: a strategy that keeps one request in xsp->bp and the others in a queue, a handler that completes
/// what has been transferred, a detach that gives everything back. As plain as can be; what fails in these drivers is to be the example.
/// </summary>
public abstract partial class PublishedDriver : ManualDriver
{
    /// <summary>"Pending transfers".</summary>
    private readonly SoftQueue<Buf> pending;

    protected PublishedDriver(DevInfo dip, ManualSettings settings)
        : base(dip, settings) => pending = Queue<Buf>("pending");

    /// <summary>xsp->bp. As in the manual nobody clears it: <see cref="IsTaken"/> says whether it counts.</summary>
    [SoftState]
    public partial Buf? Bp { get; protected set; }

    /// <summary>xsp->busy.</summary>
    [SoftState]
    public partial bool Busy { get; protected set; }

    /// <summary>Whether <see cref="Bp"/> has not been completed yet.</summary>
    [SoftState]
    public partial bool IsTaken { get; protected set; }

    /// <inheritdoc/>
    public override async DdiTask Strategy(Buf bp)
    {
        bp.Residual = bp.ByteCount;
        await Mu.Enter();
        if (IsTaken)
        {
            pending.Enqueue(bp);
        }
        else
        {
            Bp = bp;
            IsTaken = true;
        }

        Mu.Exit();
        await XxStart();
    }

    /// <inheritdoc/>
    public override async DdiTask<DdiResult> Detach()
    {
        await Silence();
        await Dma.FreeHandle(Handle!);
        Ddi.RegsMapFree(AccessHdl!);
        return DdiResult.Success;
    }

    /// <summary>xxstart: starts the transfer of <see cref="Bp"/>. Strategy, handler and callback list call it.</summary>
    protected abstract DdiTask<CallbackStatus> XxStart();

    /// <summary>xxintr, as example 9-5 begins and as its reader completes it.</summary>
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
        await AccessHdl.Get8(DeviceReg.Csr); // for store buffers
        await Dma.UnbindHandle(Handle!);
        var bp = Bp!;
        CheckForErrors(bp, status);
        Busy = false;
        var more = TakePending();
        Mu.Exit();
        await Ddi.BioDone(bp);
        if (more)
            await XxStart();
        return DdiIntr.Claimed;
    }

    /// <summary>"Check for errors".</summary>
    protected void CheckForErrors(Buf bp, byte status)
    {
        if ((status & DeviceReg.Error) != 0)
            Ddi.BioError(bp, Errno.EIO);
        else
            bp.Residual = 0;
    }

    /// <summary>The next request becomes xsp->bp. False: there is none.</summary>
    protected bool TakePending()
    {
        IsTaken = pending.TryDequeue(out var next);
        if (IsTaken)
            Bp = next;
        return IsTaken;
    }
}
