namespace DmaActors.Drivers.Block;

// While the machine is suspended nothing is under way, and the queue waits.
public abstract partial class QueuedBlockDriver
{
    /// <summary>Nothing more is started: the driver suspends, or is suspended.</summary>
    [SoftState]
    public partial bool IsHeld { get; private set; }

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
}
