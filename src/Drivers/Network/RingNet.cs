namespace DmaActors.Drivers.Network;

/// <summary>
/// Drives a network adapter with descriptor rings: the rings in consistent memory, written and read a word at a time, and a streaming buffer for each descriptor, to and from which
/// frames are copied. All of it is bound at attach and stays so; what changes hands are descriptors.
/// </summary>
/// <remarks>
/// The causes are acknowledged before the rings are looked at: what comes after the look has a cause of its own. The layers above are called without the mutex.
/// </remarks>
[Driver("ring-net", "network driver: rings in consistent memory, frames in streaming buffers", Settings = typeof(RingNetSettings))]
public sealed partial class RingNet : NetworkDriver
{
    private const uint AllCauses = NicRegisters.Received | NicRegisters.Transmitted | NicRegisters.MissedFrame | NicRegisters.Error;

    /// <summary>How often a reset is polled before the driver believes that the device is quiet.</summary>
    private const int MostPolls = 1_000;

    private readonly RingNetSettings settings;
    private readonly KMutex mu;

    public RingNet(DevInfo dip, RingNetSettings settings)
        : base(dip)
    {
        this.settings = settings;
        mu = Mutex("mu", Enumerable.Range(0, Ddi.IntrGetNIntrs()).Max(Ddi.IntrGetPri));
    }

    /// <summary>Where the next frame to be sent goes.</summary>
    [SoftState]
    public partial int TransmitNext { get; private set; }

    /// <summary>Descriptors that are being sent; the oldest is so many before <see cref="TransmitNext"/>.</summary>
    [SoftState]
    public partial int TransmitUsed { get; private set; }

    /// <summary>A frame was refused: the layers above are told when there is place again.</summary>
    [SoftState]
    public partial bool IsFull { get; private set; }

    /// <summary>Where the next frame is received.</summary>
    [SoftState]
    public partial int ReceiveNext { get; private set; }

    /// <summary>Between mc_start and mc_stop.</summary>
    [SoftState]
    public partial bool IsStarted { get; private set; }

    /// <summary>The device may have no power.</summary>
    [SoftState]
    public partial bool IsSuspended { get; private set; }

    /// <summary>Frames that the device had missed when it was stopped: it has forgotten them.</summary>
    [SoftState]
    public partial long MissedBefore { get; private set; }

    [SoftState]
    private partial AccessHandle? Regs { get; set; }

    [SoftState]
    private partial DescriptorRing? Sending { get; set; }

    [SoftState]
    private partial DescriptorRing? Receiving { get; set; }

    /// <inheritdoc/>
    public override async DdiTask<DdiResult> Attach()
    {
        if (Enumerable.Range(0, Ddi.IntrGetNIntrs()).Any(Ddi.IntrHilevel))
            return DdiResult.Failure;
        Regs = Ddi.RegsMapSetup();
        Regs.Put32(NicRegisters.Control, NicRegisters.Reset);
        Sending = await DescriptorRing.Allocate(Dma, settings.TransmitDescriptors, DmaFlags.Write);
        Receiving = Sending is null ? null : await DescriptorRing.Allocate(Dma, settings.ReceiveDescriptors, DmaFlags.Read);
        if (Receiving is not null && await AddHandlers())
            return DdiResult.Success;
        await Release();
        return DdiResult.Failure;
    }

    /// <inheritdoc/>
    public override async DdiTask<DdiResult> Detach()
    {
        for (var inumber = 0; inumber < Ddi.IntrGetNIntrs(); inumber++)
            await Ddi.IntrRemoveHandler(inumber);
        await Release();
        return DdiResult.Success;
    }

    /// <summary>mc_start(9E).</summary>
    public override async DdiTask<Errno> Open()
    {
        await mu.Enter();
        IsStarted = true;
        IsFull = false;
        await Start();
        mu.Exit();
        return Errno.None;
    }

    /// <summary>mc_stop(9E): when it returns, the device touches no memory.</summary>
    public override async DdiTask<Errno> Close()
    {
        await mu.Enter();
        IsStarted = false;
        await Stop();
        mu.Exit();
        return Errno.None;
    }

    /// <summary>
    /// Stops the device. What it has received goes up; what has not been sent, or is on the wire, is lost, as frames may be: the layers above send again what they must. From
    /// now on none is taken.
    /// </summary>
    public override async DdiTask<DdiResult> Suspend()
    {
        await mu.Enter();
        IsSuspended = true;
        await Stop();
        var frames = await Receive();
        var missed = MissedBefore;
        mu.Exit();
        foreach (var frame in frames)
            Ddi.MacRx(frame);
        Ddi.MacMissed(missed);
        return DdiResult.Success;
    }

    /// <summary>The device gets all that it had, from the driver's own memory of it.</summary>
    public override async DdiTask<DdiResult> Resume()
    {
        await mu.Enter();
        IsSuspended = false;
        if (IsStarted)
            await Start();
        var hasPlaceAgain = IsFull;
        IsFull = false;
        mu.Exit();
        if (hasPlaceAgain)
            Ddi.MacTxUpdate();
        return DdiResult.Success;
    }

    /// <summary>The device gets its rings, and every receive descriptor. The mutex is held.</summary>
    private async DdiTask Start()
    {
        (TransmitNext, TransmitUsed, ReceiveNext) = (0, 0, 0);
        await Sending!.TakeAllBack();
        for (var i = 0; i < Receiving!.Count; i++)
            await Receiving.Give(i, DescriptorRing.BufferBytes);
        Program(NicRegisters.TransmitRing, Sending);
        Program(NicRegisters.ReceiveRing, Receiving);
        Regs!.Put32(NicRegisters.CoalesceFrames, (uint)settings.CoalesceFrames);
        Regs.Put32(NicRegisters.CoalesceTime, (uint)(settings.CoalesceTimeNanoseconds / 1_000));
        Regs.Put32(NicRegisters.Mask, AllCauses);
        Regs.Put32(NicRegisters.Control, NicRegisters.Enable);
        Regs.Put32(NicRegisters.ReceiveRing + NicRegisters.RingDoorbell, 0);
    }

    /// <summary>When it returns, the device touches no memory. The mutex is held.</summary>
    private async DdiTask Stop()
    {
        MissedBefore += await Regs!.Get32(NicRegisters.Missed);
        Regs.Put32(NicRegisters.Control, NicRegisters.Reset);
        for (var polls = 0; polls < MostPolls && (await Regs.Get32(NicRegisters.Control) & NicRegisters.Reset) != 0; polls++)
            await Ddi.USecWait(10);
    }

    /// <inheritdoc/>
    public override async DdiTask<DdiResult> Transmit(Mblk frame)
    {
        await mu.Enter();
        if (!IsSuspended && TransmitUsed == Sending!.Count)
            await Reclaim();
        if (IsSuspended || TransmitUsed == Sending!.Count)
        {
            IsFull = true;
            mu.Exit();
            return DdiResult.Failure;
        }

        var buffer = Sending.Buffer(TransmitNext);
        buffer.Memory.Write(0, frame.Data);
        await Dma.Sync(buffer.Handle, 0, (ulong)frame.Length, DmaSyncType.ForDev);
        await Sending.Give(TransmitNext, (uint)frame.Length);
        TransmitNext = Sending.After(TransmitNext);
        TransmitUsed++;
        Regs!.Put32(NicRegisters.TransmitRing + NicRegisters.RingDoorbell, 0);
        mu.Exit();
        return DdiResult.Success;
    }

    /// <summary>The handler of a device with one interrupt.</summary>
    private DdiTask<DdiIntr> OnInterrupt() => Interrupt(AllCauses);

    /// <summary>The handler of the first interrupt of two.</summary>
    private DdiTask<DdiIntr> OnReceived() => Interrupt(AllCauses & ~NicRegisters.Transmitted);

    /// <summary>The handler of the second one.</summary>
    private DdiTask<DdiIntr> OnTransmitted() => Interrupt(NicRegisters.Transmitted);

    private async DdiTask<DdiIntr> Interrupt(uint own)
    {
        await mu.Enter();
        var causes = IsSuspended ? 0 : await Regs!.Get32(NicRegisters.Cause) & own;
        if (causes == 0)
        {
            mu.Exit();
            return DdiIntr.Unclaimed;
        }

        Regs!.Put32(NicRegisters.Cause, causes);
        await Regs.Get32(NicRegisters.Cause); // for store buffers
        List<Mblk> frames = [];
        if ((causes & NicRegisters.Received) != 0)
        {
            frames = await Receive();
            Regs.Put32(NicRegisters.ReceiveRing + NicRegisters.RingDoorbell, 0);
        }

        long? missed = (causes & NicRegisters.MissedFrame) != 0 ? MissedBefore + await Regs.Get32(NicRegisters.Missed) : null;
        var hasPlaceAgain = false;
        if ((causes & NicRegisters.Transmitted) != 0)
        {
            await Reclaim();
            hasPlaceAgain = IsFull && TransmitUsed < Sending!.Count;
            IsFull &= !hasPlaceAgain;
        }

        mu.Exit();
        foreach (var frame in frames)
            Ddi.MacRx(frame);
        if (missed is { } total)
            Ddi.MacMissed(total);
        if (hasPlaceAgain)
            Ddi.MacTxUpdate();
        return DdiIntr.Claimed;
    }

    /// <summary>Copies what has come and gives each descriptor back. The mutex is held.</summary>
    private async DdiTask<List<Mblk>> Receive()
    {
        var frames = new List<Mblk>();
        while (await Receiving!.TakeBack(ReceiveNext) is { } length)
        {
            if (length > 0)
            {
                var buffer = Receiving.Buffer(ReceiveNext);
                await Dma.Sync(buffer.Handle, 0, (ulong)length, DmaSyncType.ForKernel);
                var data = new byte[length];
                buffer.Memory.Read(0, data);
                frames.Add(new Mblk(data));
            }

            await Receiving.Give(ReceiveNext, DescriptorRing.BufferBytes);
            ReceiveNext = Receiving.After(ReceiveNext);
        }

        return frames;
    }

    /// <summary>Takes back the descriptors of what has been sent. The mutex is held.</summary>
    private async DdiTask Reclaim()
    {
        while (TransmitUsed > 0 && await Sending!.TakeBack((TransmitNext + Sending.Count - TransmitUsed) % Sending.Count) is not null)
            TransmitUsed--;
    }

    private void Program(int registers, DescriptorRing ring)
    {
        Regs!.Put32(registers, ring.Address);
        Regs.Put32(registers + NicRegisters.RingCount, (uint)ring.Count);
    }

    private async DdiTask<bool> AddHandlers()
    {
        if (Ddi.IntrGetNIntrs() == 1)
            return await Ddi.IntrAddHandler(OnInterrupt) == DdiResult.Success;
        if (await Ddi.IntrAddHandler(OnReceived, 0) != DdiResult.Success)
            return false;
        if (await Ddi.IntrAddHandler(OnTransmitted, 1) == DdiResult.Success)
            return true;
        await Ddi.IntrRemoveHandler(0);
        return false;
    }

    /// <summary>Gives back what attach took, the interrupt handlers apart.</summary>
    private async DdiTask Release()
    {
        if (Receiving is { } receiving)
            await receiving.Free();
        if (Sending is { } sending)
            await sending.Free();
        Ddi.RegsMapFree(Regs!);
    }
}
