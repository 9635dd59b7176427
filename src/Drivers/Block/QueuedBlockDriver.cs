namespace DmaActors.Drivers.Block;

/// <summary>
/// What block drivers have in common (manual, examples 9-1, 9-5 and 9-6, with their defects repaired): a queue, one request at a time, a callback when resources are short, a
/// watchdog when the device does not answer, suspend and detach. What a request needs and how it is moved is what the derived classes say.
/// </summary>
/// <remarks>
/// The rules that it keeps: the state is settled under the mutex before a callback can be registered, because resources are asked for with the mutex held; at most one callback is
/// registered, namely while the state is <see cref="StartState.Waiting"/>; the callback registers itself again when resources are still short, and then returns DONE
/// (<c>docs/decisions/callback-registers-itself.md</c> has why not RUNOUT). A buf is forgotten before it is completed, and completed without the mutex. Completing is the last
/// thing that a context does: whoever is told may close the device and detach it.
/// </remarks>
public abstract partial class QueuedBlockDriver : BlockDriver
{
    private static readonly TimerName Watchdog = new("watchdog");

    /// <summary>How often a reset is polled before the driver believes that the device is quiet.</summary>
    private const int MostPolls = 1_000;

    private readonly QueuedBlockSettings settings;
    private readonly KMutex mu;
    private readonly KCondvar quiet;
    private readonly SoftQueue<Buf> queue;

    /// <param name="dip">The instance.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="priority">Of the handler that ends transfers: it shares the mutex.</param>
    protected QueuedBlockDriver(DevInfo dip, QueuedBlockSettings settings, int priority)
        : base(dip)
    {
        this.settings = settings;
        mu = Mutex("mu", priority);
        quiet = Condvar("quiet");
        queue = Queue<Buf>("queue");
    }

    [SoftState]
    public partial StartState State { get; private set; }

    /// <summary>The request that the device transfers.</summary>
    [SoftState]
    public partial Buf? Current { get; private set; }

    /// <summary>Counts requests, so that a watchdog can tell whether its own is still under way.</summary>
    [SoftState]
    public partial int Generation { get; private set; }

    /// <summary>The watchdog of the latest request.</summary>
    [SoftState]
    public partial TimeoutId? Watch { get; private set; }

    [SoftState]
    protected partial AccessHandle? Regs { get; private set; }

    /// <summary>The callback for whatever was short; its argument is the driver.</summary>
    protected static DmaCallback ResourcesBack { get; } = new(argument => ((QueuedBlockDriver)argument!).OnResourcesBack());

    /// <summary>Attach: what the driver keeps until detach. False: it is not to be had, and nothing is left of the attempt.</summary>
    protected abstract DdiTask<bool> Allocate();

    /// <summary>Gives back what <see cref="Allocate"/> got.</summary>
    protected abstract DdiTask Free();

    /// <summary>Starts a request. The mutex is held.</summary>
    protected abstract DdiTask<StartOutcome> TryStart(Buf bp);

    /// <summary>The device has ended a transfer. The mutex is held.</summary>
    /// <param name="bp">Its request.</param>
    /// <param name="status">What the CSR said.</param>
    /// <returns>How the request has ended; null: it goes on with another transfer, which has been started.</returns>
    protected abstract DdiTask<Errno?> EndTransfer(Buf bp, byte status);

    /// <summary>Gives back what the request held. Neither the device nor an engine of the system moves data any more, and the mutex is held.</summary>
    protected virtual DdiTask Release() => DdiTask.Completed;

    /// <summary>The device was reset in the middle of a transfer: stops what else moves its data.</summary>
    protected virtual DdiTask StopEngine() => DdiTask.Completed;

    /// <inheritdoc/>
    public override async DdiTask<DdiResult> Attach()
    {
        Regs = Ddi.RegsMapSetup();
        Regs.Put8(Csr.Offset, Csr.Reset);
        if (await Allocate())
        {
            if (await AddInterrupts() == DdiResult.Success)
                return DdiResult.Success;
            await Free();
        }

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
        await Free();
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

    /// <summary>Resources may be there. It may also be called with nothing to do.</summary>
    private async DdiTask<CallbackStatus> OnResourcesBack()
    {
        await mu.Enter();
        var refused = State == StartState.Waiting ? await StartNext() : null;
        mu.Exit();
        await Fail(refused);
        return CallbackStatus.Done;
    }

    /// <summary>Starts the first request of the queue that can be started, unless the driver is held. The mutex is held, and nothing is active.</summary>
    /// <returns>The requests before it, which never can be: the caller fails them without the mutex. Null: none.</returns>
    private async DdiTask<List<Buf>?> StartNext()
    {
        List<Buf>? refused = null;
        while (!IsHeld && queue.TryPeek(out var bp))
        {
            var outcome = await TryStart(bp);
            if (outcome == StartOutcome.Short)
            {
                State = StartState.Waiting;
                return refused;
            }

            queue.Dequeue();
            if (outcome == StartOutcome.Started)
            {
                State = StartState.Active;
                Current = bp;
                var generation = ++Generation;
                Watch = Ddi.Timeout(Watchdog, () => OnWatchdog(generation), new VirtualDuration(settings.WatchdogNanoseconds));
                return refused;
            }

            (refused ??= []).Add(bp);
        }

        State = StartState.Idle;
        quiet.Broadcast();
        return refused;
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

    /// <summary>The device has said this, and has been acknowledged; the mutex is not held.</summary>
    protected async DdiTask EnterAndGoOn(byte status)
    {
        await mu.Enter();
        await GoOn(status);
    }

    private async DdiTask<DdiIntr> Interrupt()
    {
        await mu.Enter();
        if (await Acknowledge() is not { } status)
        {
            mu.Exit();
            return DdiIntr.Unclaimed;
        }

        await GoOn(status);
        return DdiIntr.Claimed;
    }

    /// <summary>Ends a transfer, and with the last one its request. The mutex is held, and is released here.</summary>
    private async DdiTask GoOn(byte status)
    {
        if (Current is { } bp && await EndTransfer(bp, status) is { } error)
            await Finish(bp, error);
        else
            mu.Exit();
    }

    /// <summary>Ends the current request and starts the next. The mutex is held, and is released here: the watchdog and the block layer are called without it.</summary>
    private async DdiTask Finish(Buf bp, Errno error)
    {
        await Release();
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
        await StopEngine();
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
