namespace DmaActors.Drivers.Block;

/// <summary>
/// A block driver in the manual's shape (examples 9-1, 9-5 to 9-8, with their defects repaired): a queue, one transfer at a time, windows when the object does not fit, a callback
/// when resources are short, a watchdog when the device does not answer. What differs between devices is how a window is programmed.
/// </summary>
/// <remarks>
/// The rules that it keeps: the state is settled under the mutex before a bind can register a callback, because the bind is made with the mutex held; at most one callback is
/// registered, namely while the state is <see cref="StartState.Waiting"/>; the callback registers itself again when resources are still short, and then returns DONE
/// (<c>docs/decisions/callback-registers-itself.md</c> has why not RUNOUT). A buf is forgotten before it is completed, and completed without the mutex. Completing is the last
/// thing that a context does: whoever is told may close the device and detach it.
/// </remarks>
public abstract partial class BlockDmaDriver : BlockDriver
{
    private static readonly DmaCallback ResourcesBack = new(argument => ((BlockDmaDriver)argument!).OnResourcesBack());
    private static readonly TimerName Watchdog = new("watchdog");

    /// <summary>How often a reset is polled before the driver believes that the device is quiet.</summary>
    private const int MostPolls = 1_000;

    private readonly BlockDmaSettings settings;
    private readonly KMutex mu;
    private readonly KCondvar quiet;
    private readonly Queue<Buf> queue = new();

    protected BlockDmaDriver(DevInfo dip, BlockDmaSettings settings)
        : this(dip, settings, dip.InterruptPriority)
    {
    }

    /// <param name="dip">The instance.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="priority">Of the handler that ends windows: it shares the mutex.</param>
    private protected BlockDmaDriver(DevInfo dip, BlockDmaSettings settings, int priority)
        : base(dip)
    {
        this.settings = settings;
        mu = Mutex("mu", priority);
        quiet = Condvar("quiet");
    }

    /// <summary>What the start routine is doing.</summary>
    public enum StartState
    {
        /// <summary>Nothing is under way.</summary>
        Idle,

        /// <summary>Resources were short: one callback is registered.</summary>
        Waiting,

        /// <summary>The device transfers.</summary>
        Active,

        /// <summary>The device may have no power: what arrives waits in the queue.</summary>
        Suspended,
    }

    [SoftState]
    public partial StartState State { get; private set; }

    /// <summary>Nothing more is started: the driver suspends, or is suspended.</summary>
    [SoftState]
    public partial bool IsHeld { get; private set; }

    /// <summary>The request that the device transfers.</summary>
    [SoftState]
    public partial Buf? Current { get; private set; }

    [SoftState]
    public partial int WindowIndex { get; private set; }

    /// <summary>Windows of the binding; 1 when it is not partial.</summary>
    [SoftState]
    public partial int WindowCount { get; private set; }

    /// <summary>Bytes of the window that the device transfers.</summary>
    [SoftState]
    public partial uint WindowLength { get; private set; }

    /// <summary>Counts transfers, so that a watchdog can tell whether its own is still under way.</summary>
    [SoftState]
    public partial int Generation { get; private set; }

    /// <summary>The watchdog of the latest transfer.</summary>
    [SoftState]
    public partial TimeoutId? Watch { get; private set; }

    [SoftState]
    protected partial DmaHandle? Handle { get; private set; }

    [SoftState]
    protected partial AccessHandle? Regs { get; private set; }

    /// <summary>What the device's DMA engine can do.</summary>
    protected abstract DmaAttributes Attributes { get; }

    /// <summary>Programs one window into the device and starts it.</summary>
    /// <param name="regs">The device's registers.</param>
    /// <param name="isRead">From the device to memory.</param>
    /// <param name="block">The first block of the window on the device.</param>
    /// <param name="cookie">The first cookie; the others are to be had from ddi_dma_nextcookie.</param>
    /// <param name="cookieCount">Cookies of the window.</param>
    /// <returns>Bytes of the window.</returns>
    protected abstract uint Program(AccessHandle regs, bool isRead, long block, DmaCookie cookie, int cookieCount);

    /// <inheritdoc/>
    public override async DdiTask<DdiResult> Attach()
    {
        Regs = Ddi.RegsMapSetup();
        Regs.Put8(Csr.Offset, Csr.Reset);
        var alloc = await Dma.AllocHandle(Attributes, DmaCallback.Sleep);
        if (alloc.Status != DmaAlloc.Success)
        {
            Ddi.RegsMapFree(Regs);
            return DdiResult.Failure;
        }

        Handle = alloc.Handle;
        if (await AddInterrupts() == DdiResult.Success)
            return DdiResult.Success;
        await Dma.FreeHandle(Handle!);
        Ddi.RegsMapFree(Regs);
        return DdiResult.Failure;
    }

    /// <summary>
    /// Gives up while a request is under way or waits for resources: its callback cannot be taken back, and nothing but a release makes it run. The instance then goes on as if
    /// it had not been asked.
    /// </summary>
    public override async DdiTask<DdiResult> Detach()
    {
        await mu.Enter();
        var idle = State == StartState.Idle;
        mu.Exit();
        if (!idle)
            return DdiResult.Failure;
        Regs!.Put8(Csr.Offset, Csr.Reset);
        await RemoveInterrupts();
        await Dma.FreeHandle(Handle!);
        Ddi.RegsMapFree(Regs);
        return DdiResult.Success;
    }

    /// <summary>
    /// Waits until the request under way is over, its windows and its watchdog included, and leaves the others in the queue. Fails while one waits for resources: its callback cannot be
    /// taken back, and nothing says that whoever holds them releases them before the power goes.
    /// </summary>
    public override async DdiTask<DdiResult> Suspend()
    {
        await mu.Enter();
        if (State == StartState.Waiting)
        {
            mu.Exit();
            return DdiResult.Failure;
        }

        IsHeld = true;
        while (State == StartState.Active)
            await quiet.Wait(mu);
        State = StartState.Suspended;
        var watch = Watch;
        mu.Exit();
        if (watch is not null)
            await Ddi.Untimeout(watch);
        Regs!.Put8(Csr.Offset, Csr.Reset);
        return DdiResult.Success;
    }

    /// <summary>All that the device is to know of a request it is told when the request is started: there is no more to restore than after power-on.</summary>
    public override async DdiTask<DdiResult> Resume()
    {
        Regs!.Put8(Csr.Offset, Csr.Reset);
        await mu.Enter();
        IsHeld = false;
        var refused = await StartNext();
        mu.Exit();
        await Fail(refused);
        return DdiResult.Success;
    }

    /// <inheritdoc/>
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
        var refused = State == StartState.Idle ? await StartNext() : null;
        mu.Exit();
        await Fail(refused);
    }

    /// <summary>The DMA callback: resources may be there. It may also be called with nothing to do.</summary>
    private async DdiTask<CallbackStatus> OnResourcesBack()
    {
        await mu.Enter();
        var refused = State == StartState.Waiting ? await StartNext() : null;
        mu.Exit();
        await Fail(refused);
        return CallbackStatus.Done;
    }

    /// <summary>Starts the first request of the queue for which there is a mapping, unless the driver is held. The mutex is held, and nothing is active.</summary>
    /// <returns>The requests before it, for which there never can be one: the caller fails them without the mutex. Null: none.</returns>
    private async DdiTask<List<Buf>?> StartNext()
    {
        List<Buf>? refused = null;
        while (!IsHeld && queue.TryPeek(out var bp))
        {
            var flags = (bp.IsRead ? DmaFlags.Read : DmaFlags.Write) | DmaFlags.Partial;
            var bind = await Dma.BufBindHandle(Handle!, bp, flags, ResourcesBack, this);
            if (bind.Status == DmaBind.NoResources)
            {
                State = StartState.Waiting;
                return refused;
            }

            queue.Dequeue();
            if (bind.Status is DmaBind.Mapped or DmaBind.PartialMap)
            {
                Start(bp, bind);
                return refused;
            }

            (refused ??= []).Add(bp);
        }

        State = StartState.Idle;
        quiet.Broadcast();
        return refused;
    }

    /// <summary>Starts the first window of a request that has been bound. The mutex is held.</summary>
    private void Start(Buf bp, DmaBindResult bind)
    {
        State = StartState.Active;
        Current = bp;
        WindowIndex = 0;
        WindowCount = Dma.NumWin(Handle!, out var windows) ? windows : 1;
        var generation = ++Generation;
        Watch = Ddi.Timeout(Watchdog, () => OnWatchdog(generation), new VirtualDuration(settings.WatchdogNanoseconds));
        WindowLength = Program(Regs!, bp.IsRead, bp.BlockNumber, bind.Cookie, bind.CookieCount);
    }

    /// <summary>Adds the handler, which calls DMA functions: a high-level one may not.</summary>
    protected virtual async DdiTask<DdiResult> AddInterrupts() => Ddi.IntrHilevel() ? DdiResult.Failure : await Ddi.IntrAddHandler(Interrupt);

    protected virtual async DdiTask RemoveInterrupts() => await Ddi.IntrRemoveHandler();

    /// <summary>What the device says, acknowledged; null: it does not interrupt.</summary>
    protected async DdiTask<byte?> Acknowledge()
    {
        var status = await Regs!.Get8(Csr.Offset);
        if (status == Csr.Nobody || (status & Csr.Interrupting) == 0)
            return null;
        Regs.Put8(Csr.Offset, Csr.Interrupting);
        await Regs.Get8(Csr.Offset); // for store buffers
        return status;
    }

    /// <summary>The device has ended a window with this status.</summary>
    protected async DdiTask EnterAndEndWindow(byte status)
    {
        await mu.Enter();
        await EndWindow(status);
    }

    private async DdiTask<DdiIntr> Interrupt()
    {
        await mu.Enter();
        if (await Acknowledge() is not { } status)
        {
            mu.Exit();
            return DdiIntr.Unclaimed;
        }

        await EndWindow(status);
        return DdiIntr.Claimed;
    }

    /// <summary>Ends a window, and starts the next one or ends the request. The mutex is held, and is released here.</summary>
    private async DdiTask EndWindow(byte status)
    {
        if (Current is not { } bp)
        {
            mu.Exit();
            return;
        }

        // A device whose DMA went nowhere may say that all is well. The status was read after the data were written, so nothing of them stands in a bridge.
        var failed = (status & Csr.Error) != 0 || Dma.CheckDmaHandle(Handle!) != DdiResult.Success;
        var error = failed ? Errno.EIO : Errno.None;
        if (error == Errno.None)
        {
            bp.Residual -= WindowLength;
            if (++WindowIndex < WindowCount)
            {
                if (await StartWindow(bp))
                {
                    mu.Exit();
                    return;
                }

                error = Errno.EIO;
            }
        }

        await Finish(bp, error);
    }

    /// <summary>Moves to the next window and starts it; false if it cannot be had. The mutex is held.</summary>
    private async DdiTask<bool> StartWindow(Buf bp)
    {
        var next = await Dma.GetWin(Handle!, WindowIndex);
        if (next.Status != DdiResult.Success)
            return false;
        WindowLength = Program(Regs!, bp.IsRead, bp.BlockNumber + (next.Window.Offset / 512), next.Window.Cookie, next.Window.CookieCount);
        return true;
    }

    /// <summary>Ends the current request and starts the next. The mutex is held, and is released here: the watchdog and the block layer are called without it.</summary>
    private async DdiTask Finish(Buf bp, Errno error)
    {
        await Dma.UnbindHandle(Handle!);
        var watch = Watch!;
        Current = null;
        var refused = await StartNext();
        mu.Exit();
        await Ddi.Untimeout(watch);
        await Complete(bp, error);
        await Fail(refused);
    }

    /// <summary>The device has not answered in time: reset it and fail its request.</summary>
    private async DdiTask OnWatchdog(int generation)
    {
        await mu.Enter();
        if (Current is not { } bp || Generation != generation)
        {
            mu.Exit();
            return;
        }

        // The device is quiet before its memory is released: its engine may be in the middle of a grant.
        Regs!.Put8(Csr.Offset, Csr.Reset);
        for (var polls = 0; polls < MostPolls && (await Regs.Get8(Csr.Offset) & Csr.Reset) != 0; polls++)
            await Ddi.USecWait(10);
        await Finish(bp, Errno.ETIMEDOUT);
    }

    private async DdiTask Fail(List<Buf>? refused)
    {
        if (refused is null)
            return;
        foreach (var bp in refused)
            await Complete(bp, Errno.EINVAL);
    }

    private async DdiTask Complete(Buf bp, Errno error)
    {
        if (error != Errno.None)
            Ddi.BioError(bp, error);
        await Ddi.BioDone(bp);
    }
}
