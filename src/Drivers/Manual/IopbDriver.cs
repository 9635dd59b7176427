namespace DmaActors.Drivers.Manual;

/// <summary>
/// The surroundings of example 9-3, none of it the manual's text: a driver of a device that takes its commands from parameter blocks in memory, one command at a time, each
/// from the next block of the array. What differs between the example as published and as corrected is how the array is allocated and bound.
/// </summary>
public abstract partial class IopbDriver : ManualDriver
{
    /// <summary>size: an array of blocks, and a page.</summary>
    protected const uint Size = Iopb.Blocks * Iopb.Stride;

    private readonly SoftQueue<Buf> waiting;

    protected IopbDriver(DevInfo dip, ManualSettings settings)
        : base(dip, settings) => waiting = Queue<Buf>("waiting");

    /// <summary>The request that the device carries out.</summary>
    [SoftState]
    public partial Buf? Bp { get; private set; }

    /// <summary>Which block of the array it has.</summary>
    [SoftState]
    public partial int Index { get; private set; }

    /// <summary>iopb_handle.</summary>
    [SoftState]
    protected partial DmaHandle? IopbHandle { get; private set; }

    /// <summary>acchandle.</summary>
    [SoftState]
    protected partial AccessHandle? AccHandle { get; set; }

    /// <summary>Where the device sees the array.</summary>
    [SoftState]
    protected partial uint IopbAddress { get; set; }

    /// <inheritdoc/>
    public override async DdiTask<DdiResult> Attach()
    {
        if (await base.Attach() != DdiResult.Success)
            return DdiResult.Failure;
        var alloc = await Dma.AllocHandle(Attributes with { SgLen = 1 }, DmaCallback.Sleep);
        IopbHandle = alloc.Handle;
        if (alloc.Status == DmaAlloc.Success)
        {
            if (await AllocateIopb())
                return DdiResult.Success;
            await Dma.FreeHandle(IopbHandle!);
        }

        await Silence();
        await Dma.FreeHandle(Handle!);
        Ddi.RegsMapFree(AccessHdl!);
        return DdiResult.Failure;
    }

    /// <inheritdoc/>
    public override async DdiTask<DdiResult> Detach()
    {
        await Silence();
        await Dma.UnbindHandle(IopbHandle!);
        await Dma.MemFree(AccHandle!);
        await Dma.FreeHandle(IopbHandle!);
        await Dma.FreeHandle(Handle!);
        Ddi.RegsMapFree(AccessHdl!);
        return DdiResult.Success;
    }

    /// <inheritdoc/>
    public override async DdiTask Strategy(Buf bp)
    {
        bp.Residual = bp.ByteCount;
        await Mu.Enter();
        waiting.Enqueue(bp);
        var refused = await StartNext();
        Mu.Exit();
        await Refuse(refused);
    }

    /// <summary>The example: memory for the array, and its binding. False: neither is there.</summary>
    protected abstract DdiTask<bool> AllocateIopb();

    protected override async DdiTask<DdiIntr> XxIntr()
    {
        await Mu.Enter();
        var status = await AccessHdl!.Get8(DeviceReg.Csr);
        if ((status & DeviceReg.Interrupting) == 0)
        {
            Mu.Exit();
            return DdiIntr.Unclaimed;
        }

        AccessHdl.Put8(DeviceReg.Csr, DeviceReg.ClearInterrupt | DeviceReg.EnableInterrupts);
        var completed = await AccessHdl.Get32(Iopb.Addr);
        var at = Index * Iopb.Stride;
        if (Bp is not { } bp || completed != IopbAddress + (uint)at)
        {
            Mu.Exit();
            return DdiIntr.Claimed;
        }

        await Dma.Sync(IopbHandle!, (ulong)at, Iopb.Stride, DmaSyncType.ForKernel);
        var outcome = await AccHandle!.Get32(at + Iopb.Status);
        await Dma.UnbindHandle(Handle!);
        Bp = null;
        var refused = await StartNext();
        Mu.Exit();
        if (outcome == Iopb.Done)
            bp.Residual = 0;
        else
            Ddi.BioError(bp, Errno.EIO);
        await Ddi.BioDone(bp);
        await Refuse(refused);
        return DdiIntr.Claimed;
    }

    /// <summary>Starts the next request if the device has none. The mutex is held.</summary>
    /// <returns>A request that could not be bound: the caller fails it without the mutex. Null: none.</returns>
    private async DdiTask<Buf?> StartNext()
    {
        if (Bp is not null || !waiting.TryDequeue(out var bp))
            return null;
        var bind = await Dma.BufBindHandle(Handle!, bp, bp.IsRead ? DmaFlags.Read : DmaFlags.Write, DmaCallback.DontWait);
        if (bind.Status != DmaBind.Mapped)
            return bp;
        Bp = bp;
        Index = (Index + 1) % Iopb.Blocks;
        var at = Index * Iopb.Stride;
        Fill(at, bp, bind);
        await Dma.Sync(IopbHandle!, (ulong)at, Iopb.Stride, DmaSyncType.ForDev);
        AccessHdl!.Put8(DeviceReg.Csr, DeviceReg.EnableInterrupts);
        AccessHdl.Put32(Iopb.Addr, IopbAddress + (uint)at);
        return null;
    }

    private void Fill(int at, Buf bp, DmaBindResult bind)
    {
        var block = AccHandle!;
        block.Put32(at + Iopb.Command, bp.IsRead ? Iopb.Read : Iopb.Write);
        block.Put32(at + Iopb.Status, 0);
        block.Put64(at + Iopb.Block, (ulong)bp.BlockNumber);
        block.Put32(at + Iopb.Bytes, bp.ByteCount);
        block.Put32(at + Iopb.Count, (uint)bind.CookieCount);
        var cookie = bind.Cookie;
        for (var entry = 0; ; entry++)
        {
            block.RepPut32(at + Iopb.List + (8 * entry), [cookie.Address, cookie.Size], RepAddress.AutoIncrement);
            if (entry + 1 == bind.CookieCount)
                break;
            cookie = Dma.NextCookie(Handle!);
        }
    }

    private async DdiTask Refuse(Buf? bp)
    {
        if (bp is null)
            return;
        Ddi.BioError(bp, Errno.EIO);
        await Ddi.BioDone(bp);
    }
}
