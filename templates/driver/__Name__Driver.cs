using DmaActors.Framework;
using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;
using DmaActors.Simulation;

namespace __Name__Drivers;

/// <summary>
/// A block driver for the disk with a scatter/gather list (`dmasim list devices`: sg-disk), in the shape of the manual's examples: a queue, one transfer at a time,
/// a callback when DMA resources are short, windows when a request does not fit. Entry points are async: an await is where a real driver would block or call the
/// system, and where everything else can happen.
/// </summary>
[Driver("__name__", "block driver of my own for a disk with a scatter/gather list")]
public sealed partial class __Name__Driver : BlockDriver
{
    // The registers of the disk and the bits of its CSR, from the disk's manual.
    private const int Csr = 0x00, Block = 0x08, Bytes = 0x10, SgCount = 0x14, SgList = 0x40, SgEntry = 8;
    private const byte Start = 0x01, EnableInterrupts = 0x02, Interrupting = 0x04, Error = 0x08, Reset = 0x10, ToDisk = 0x20;

    // ddi_dma_attr(9S): what the disk's DMA engine can do. 24 address lines, a list of 17 entries, blocks of 512 bytes.
    private static readonly DmaAttributes Attributes = new()
    {
        AddrLo = 0, AddrHi = 0xFF_FFFF, CountMax = 0xFFFF_FFFF, Align = 1, BurstSizes = 0x7F, MinXfer = 1,
        MaxXfer = 0xFFFF_FFFF, Seg = 0xFFFF_FFFF, SgLen = 17, Granular = 512,
    };

    // One object for all instances: equal callbacks are merged, and equal means the same function with the same argument.
    private static readonly DmaCallback ResourcesBack = new(driver => ((__Name__Driver)driver!).OnResourcesBack());

    private readonly KMutex mu;
    private readonly SoftQueue<Buf> queue;

    // Made anew for every run: the constructor is the only initialisation.
    public __Name__Driver(DevInfo dip)
        : base(dip)
    {
        mu = Mutex("mu", dip.InterruptPriority);
        queue = Queue<Buf>("queue");
    }

    // Soft state: what contexts share. Two accesses that no mutex orders are a finding.
    [SoftState]
    public partial bool IsBusy { get; private set; }

    [SoftState]
    public partial Buf? Current { get; private set; }

    [SoftState]
    public partial int Window { get; private set; }

    [SoftState]
    public partial int Windows { get; private set; }

    [SoftState]
    public partial uint WindowBytes { get; private set; }

    [SoftState]
    private partial DmaHandle? Handle { get; set; }

    [SoftState]
    private partial AccessHandle? Regs { get; set; }

    public override async DdiTask<DdiResult> Attach()
    {
        Regs = Ddi.RegsMapSetup();
        Regs.Put8(Csr, Reset);
        var alloc = await Dma.AllocHandle(Attributes, DmaCallback.Sleep); // attach may wait
        if (alloc.Status != DmaAlloc.Success)
        {
            Ddi.RegsMapFree(Regs);
            return DdiResult.Failure;
        }

        Handle = alloc.Handle;
        if (await Ddi.IntrAddHandler(Interrupt) == DdiResult.Success)
            return DdiResult.Success;
        await Dma.FreeHandle(Handle!);
        Ddi.RegsMapFree(Regs);
        return DdiResult.Failure;
    }

    // Not here: Suspend and Resume (DDI_SUSPEND, DDI_RESUME). Without them the base refuses, and the system stays awake.

    // Leaves nothing behind that could run into the driver, or fails and goes on: the callback of a request that waits cannot be taken back.
    public override async DdiTask<DdiResult> Detach()
    {
        await mu.Enter();
        var busy = IsBusy;
        mu.Exit();
        if (busy)
            return DdiResult.Failure;
        Regs!.Put8(Csr, Reset);
        await Ddi.IntrRemoveHandler(); // when it returns, no handler runs or will run
        await Dma.FreeHandle(Handle!);
        Ddi.RegsMapFree(Regs);
        return DdiResult.Success;
    }

    public override async DdiTask Strategy(Buf bp)
    {
        bp.Residual = bp.ByteCount;
        if (bp.ByteCount == 0)
        {
            await Ddi.BioDone(bp);
            return;
        }

        await mu.Enter();
        queue.Enqueue(bp);
        var refused = IsBusy ? null : await StartNext();
        mu.Exit();
        await Fail(refused);
    }

    // The callback: resources may be there. If they are still short the bind has registered it again, so it is DONE in any case. (With DontWait and RUNOUT a release
    // between the two would find nobody on the list.)
    private async DdiTask<CallbackStatus> OnResourcesBack()
    {
        await mu.Enter();
        var refused = Current is null ? await StartNext() : null;
        mu.Exit();
        await Fail(refused);
        return CallbackStatus.Done;
    }

    // Starts the next request of the queue. The mutex is held and nothing is being transferred. While resources are short the driver stays busy: only the callback
    // goes on. The mutex is held during the bind, so a callback that comes before the bind has returned has to wait. Returns the requests that cannot be mapped at
    // all: they are completed without the mutex, because biodone can call back into the driver.
    private async DdiTask<List<Buf>?> StartNext()
    {
        List<Buf>? refused = null;
        while (IsBusy = queue.TryPeek(out var bp))
        {
            var bind = await Dma.BufBindHandle(Handle!, bp!, (bp!.IsRead ? DmaFlags.Read : DmaFlags.Write) | DmaFlags.Partial, ResourcesBack, this);
            if (bind.Status == DmaBind.NoResources)
                break;
            queue.Dequeue();
            if (bind.Status is DmaBind.Mapped or DmaBind.PartialMap)
            {
                Current = bp;
                Window = 0;
                Windows = Dma.NumWin(Handle!, out var windows) ? windows : 1;
                Program(bp, bp.BlockNumber);
                break;
            }

            (refused ??= []).Add(bp);
        }

        return refused;
    }

    // Writes the cookies of the current window into the scatter/gather list and starts the disk. (The older way: the first cookie is what bind and getwin return, the
    // others come from Dma.NextCookie.)
    private void Program(Buf bp, long block)
    {
        WindowBytes = 0;
        var entry = 0;
        foreach (var cookie in Dma.CookieIter(Handle!))
        {
            Regs!.Put32(SgList + (entry * SgEntry), cookie.Address);
            Regs.Put32(SgList + (entry * SgEntry) + 4, cookie.Size);
            WindowBytes += cookie.Size;
            entry++;
        }

        Regs!.Put32(SgCount, (uint)entry);
        Regs.Put32(Bytes, WindowBytes);
        Regs.Put64(Block, (ulong)block);
        Regs.Put8(Csr, (byte)(Start | EnableInterrupts | (bp.IsRead ? 0 : ToDisk)));
    }

    private async DdiTask<DdiIntr> Interrupt()
    {
        await mu.Enter();
        var csr = await Regs!.Get8(Csr);
        if ((csr & Interrupting) == 0)
        {
            mu.Exit();
            return DdiIntr.Unclaimed; // another device on the line
        }

        Regs.Put8(Csr, Interrupting);
        await Regs.Get8(Csr); // the write has arrived: the line is low before we return
        if (Current is not { } bp)
        {
            mu.Exit();
            return DdiIntr.Claimed; // nothing was asked of the disk
        }

        var isError = (csr & Error) != 0;
        if (!isError)
            bp.Residual -= WindowBytes;
        if (!isError && ++Window < Windows)
        {
            var next = await Dma.GetWin(Handle!, Window);
            if (next.Status == DdiResult.Success)
            {
                Program(bp, bp.BlockNumber + (next.Window.Offset / 512));
                mu.Exit();
                return DdiIntr.Claimed;
            }

            isError = true;
        }

        await Dma.UnbindHandle(Handle!); // also synchronises what the disk has written
        Current = null;
        var refused = await StartNext();
        mu.Exit();
        if (isError)
            Ddi.BioError(bp, Errno.EIO);
        await Ddi.BioDone(bp); // from here on the buf is not ours, and the device can be closed and detached
        await Fail(refused);
        return DdiIntr.Claimed;
    }

    private async DdiTask Fail(List<Buf>? refused)
    {
        if (refused is null)
            return;
        foreach (var bp in refused)
        {
            Ddi.BioError(bp, Errno.EINVAL);
            await Ddi.BioDone(bp);
        }
    }
}
