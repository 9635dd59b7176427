using DmaActors.Drivers.Block;

namespace DmaActors.Drivers.Isa;

/// <summary>
/// A block driver of a device on the ISA bus: a queue, one transfer at a time, and a channel of the system's DMA engine for each request, which is given back before the next one,
/// because another device may be wired to it. Whether the engine moves the data (third-party DMA) or lends the bus to the device (first-party DMA) is what the derived classes say;
/// their steps have the numbers of the manual.
/// </summary>
/// <remarks>
/// The channel comes first and the memory second, always, so that no two drivers wait for each other. What is missing is waited for with one callback, which registers itself again
/// and returns DONE (<c>docs/decisions/callback-registers-itself.md</c>). The mutex is held from the allocation to the state that says what it waits for.
/// </remarks>
public abstract partial class IsaBlockDriver : BlockDriver
{
    private static readonly DmaCallback ChannelBack = new(argument => ((IsaBlockDriver)argument!).OnResourcesBack());
    private static readonly DmaCallback MemoryBack = new(argument => ((IsaBlockDriver)argument!).OnResourcesBack());
    private static readonly TimerName Watchdog = new("watchdog");

    /// <summary>How often a reset is polled before the driver believes that the device is quiet.</summary>
    private const int MostPolls = 1_000;

    private readonly IsaBlockSettings settings;
    private readonly KMutex mu;
    private readonly Queue<Buf> queue = new();

    protected IsaBlockDriver(DevInfo dip, IsaBlockSettings settings)
        : base(dip)
    {
        this.settings = settings;
        mu = Mutex("mu", dip.InterruptPriority);
    }

    /// <summary>What the head of the queue waits for.</summary>
    public enum StartState
    {
        /// <summary>There is none.</summary>
        Idle,

        /// <summary>Another device has the channel, or memory cannot be mapped: one callback is registered.</summary>
        Waiting,

        /// <summary>It is being transferred.</summary>
        Active,
    }

    [SoftState]
    public partial StartState State { get; private set; }

    /// <summary>The channel is this driver's.</summary>
    [SoftState]
    public partial bool HasChannel { get; private set; }

    /// <summary>The request that is being transferred.</summary>
    [SoftState]
    public partial Buf? Current { get; private set; }

    [SoftState]
    public partial int WindowIndex { get; private set; }

    /// <summary>Windows of the binding; 1 when it is not partial.</summary>
    [SoftState]
    public partial int WindowCount { get; private set; }

    /// <summary>Bytes of the window that is being transferred: one cookie, as ISA has it.</summary>
    [SoftState]
    public partial uint WindowLength { get; private set; }

    /// <summary>Counts transfers, so that a watchdog can tell whether its own is still under way.</summary>
    [SoftState]
    public partial int Generation { get; private set; }

    [SoftState]
    public partial TimeoutId? Watch { get; private set; }

    [SoftState]
    protected partial DmaHandle? Handle { get; private set; }

    [SoftState]
    protected partial AccessHandle? Regs { get; private set; }

    /// <summary>The channel of the DMA engine that the device is wired to.</summary>
    protected int Channel => settings.Channel;

    /// <summary>What the handle is allocated with.</summary>
    /// <param name="engine">What the system's DMA engine can do.</param>
    protected abstract DmaAttributes AttributesFor(DmaAttributes engine);

    /// <summary>What there is to do with the channel when it has been allocated.</summary>
    protected virtual DdiTask Configure() => DdiTask.Completed;

    /// <summary>Starts the transfer of a window.</summary>
    protected abstract DdiTask<bool> Program(Buf bp, long block, DmaCookie cookie);

    /// <summary>The transfer of a window has ended, well or not. Afterwards neither the channel nor the device reaches the memory, and what it has read is to be seen.</summary>
    /// <returns>Bytes that were not moved.</returns>
    protected abstract DdiTask<uint> EndWindow(Buf bp);

    /// <inheritdoc/>
    public override async DdiTask<DdiResult> Attach()
    {
        // On a machine without an engine every allocation of a channel fails, and no callback follows.
        if (Ddi.SlaveOnly() == DdiResult.Success || Dma.DmaeGetAttr(out var engine) != DdiResult.Success)
            return DdiResult.Failure;
        Regs = Ddi.RegsMapSetup();
        Regs.Put8(Csr.Offset, Csr.Reset);
        var alloc = await Dma.AllocHandle(AttributesFor(engine), DmaCallback.Sleep);
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

    /// <summary>Gives up while a request is under way or waits: its callback cannot be taken back. The instance then goes on as if it had not been asked.</summary>
    public override async DdiTask<DdiResult> Detach()
    {
        await mu.Enter();
        var idle = State == StartState.Idle;
        mu.Exit();
        if (!idle)
            return DdiResult.Failure;
        Regs!.Put8(Csr.Offset, Csr.Reset);
        await Ddi.IntrRemoveHandler();
        await Dma.FreeHandle(Handle!);
        Ddi.RegsMapFree(Regs);
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

    /// <summary>The channel or the memory may be there. It may also be called with nothing to do.</summary>
    private async DdiTask<CallbackStatus> OnResourcesBack()
    {
        await mu.Enter();
        var refused = State == StartState.Waiting ? await StartNext() : null;
        mu.Exit();
        await Fail(refused);
        return CallbackStatus.Done;
    }

    /// <summary>Starts the first request of the queue that can be started. The mutex is held, and nothing is active.</summary>
    /// <returns>The requests before it, which never can be: the caller fails them without the mutex. Null: none.</returns>
    private async DdiTask<List<Buf>?> StartNext()
    {
        List<Buf>? refused = null;
        while (queue.TryPeek(out var bp))
        {
            if (!HasChannel && !await TakeChannel())
            {
                State = StartState.Waiting;
                return refused;
            }

            // The object is locked in memory: bufs of the block layer are, and physio(9F) locks the others.
            var flags = (bp.IsRead ? DmaFlags.Read : DmaFlags.Write) | DmaFlags.Partial;
            var bind = await Dma.BufBindHandle(Handle!, bp, flags, MemoryBack, this);
            if (bind.Status == DmaBind.NoResources)
            {
                State = StartState.Waiting;
                return refused;
            }

            queue.Dequeue();
            if (bind.Status is DmaBind.Mapped or DmaBind.PartialMap)
            {
                if (await Start(bp, bind.Cookie))
                    return refused;
                await Dma.UnbindHandle(Handle!);
            }

            (refused ??= []).Add(bp);
        }

        if (HasChannel)
            await GiveChannelBack();
        State = StartState.Idle;
        return refused;
    }

    private async DdiTask<bool> TakeChannel()
    {
        var alloc = await Dma.DmaeAlloc(Channel, ChannelBack, this);
        if (alloc.Status != DdiResult.Success)
            return false;
        HasChannel = true;
        await Configure();
        return true;
    }

    private async DdiTask GiveChannelBack()
    {
        HasChannel = false;
        await Dma.DmaeRelease(Channel);
    }

    /// <summary>Starts the first window of a request that has been bound; false if the engine refuses it. The mutex is held.</summary>
    private async DdiTask<bool> Start(Buf bp, DmaCookie cookie)
    {
        WindowIndex = 0;
        WindowCount = Dma.NumWin(Handle!, out var windows) ? windows : 1;
        WindowLength = cookie.Size;
        if (!await Program(bp, bp.BlockNumber, cookie))
            return false;
        State = StartState.Active;
        Current = bp;
        var generation = ++Generation;
        Watch = Ddi.Timeout(Watchdog, () => OnWatchdog(generation), new VirtualDuration(settings.WatchdogNanoseconds));
        return true;
    }

    private async DdiTask<DdiIntr> Interrupt()
    {
        await mu.Enter();
        var status = await Regs!.Get8(Csr.Offset);
        if ((status & Csr.Interrupting) == 0)
        {
            mu.Exit();
            return DdiIntr.Unclaimed;
        }

        Regs.Put8(Csr.Offset, Csr.Interrupting);
        await Regs.Get8(Csr.Offset); // for store buffers
        if (Current is not { } bp)
        {
            mu.Exit();
            return DdiIntr.Claimed;
        }

        var left = await EndWindow(bp);
        bp.Residual -= WindowLength - left;
        var moved = left == 0 && (status & Csr.Error) == 0;
        if (moved && ++WindowIndex < WindowCount && await StartWindow(bp))
        {
            mu.Exit();
            return DdiIntr.Claimed;
        }

        await Finish(bp, moved && WindowIndex == WindowCount ? Errno.None : Errno.EIO);
        return DdiIntr.Claimed;
    }

    /// <summary>Moves to the next window and starts it; false if it cannot be had. The mutex is held.</summary>
    private async DdiTask<bool> StartWindow(Buf bp)
    {
        var next = await Dma.GetWin(Handle!, WindowIndex);
        if (next.Status != DdiResult.Success)
            return false;
        WindowLength = next.Window.Cookie.Size;
        return await Program(bp, bp.BlockNumber + (next.Window.Offset / 512), next.Window.Cookie);
    }

    /// <summary>Releases the resources and the channel of the current request, and starts the next. The mutex is held, and is released here.</summary>
    private async DdiTask Finish(Buf bp, Errno error)
    {
        await Dma.UnbindHandle(Handle!);
        await GiveChannelBack();
        var watch = Watch!;
        Watch = null;
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

        // The device is quiet before its memory is released: a grant may be under way.
        Regs!.Put8(Csr.Offset, Csr.Reset);
        for (var polls = 0; polls < MostPolls && (await Regs.Get8(Csr.Offset) & Csr.Reset) != 0; polls++)
            await Ddi.USecWait(10);
        await EndWindow(bp);
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
