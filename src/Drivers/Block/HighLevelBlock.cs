namespace DmaActors.Drivers.Block;

/// <summary>
/// Drives the disk with a scatter/gather list when its interrupt is above the lock level. The handler stores what the device says under a mutex of its own priority and triggers a
/// soft interrupt, which does what the handler of <see cref="SgBlock"/> does.
/// </summary>
[Driver("high-level-block", "block driver with a high-level interrupt handler and a soft interrupt", Settings = typeof(SgBlockSettings))]
public partial class HighLevelBlock : SgBlock
{
    private const int SoftPriority = 4;

    private readonly KMutex high;

    public HighLevelBlock(DevInfo dip, SgBlockSettings settings)
        : base(dip, settings, SoftPriority) => high = Mutex("high", dip.InterruptPriority);

    /// <summary>The latest status that the soft interrupt has not seen; 0: none. A status has INTERRUPTING set.</summary>
    [SoftState]
    public partial byte Status { get; private set; }

    [SoftState]
    private partial SoftintHandle? Soft { get; set; }

    /// <inheritdoc/>
    protected override async DdiTask<DdiResult> AddInterrupts()
    {
        var soft = await Ddi.IntrAddSoftint(SoftPriority, OnSoftint);
        if (soft.Status != DdiResult.Success)
            return DdiResult.Failure;
        Soft = soft.Handle;
        if (await Ddi.IntrAddHandler(OnInterrupt) == DdiResult.Success)
            return DdiResult.Success;
        await Ddi.IntrRemoveSoftint(soft.Handle!);
        return DdiResult.Failure;
    }

    /// <summary>The handler first: it triggers the soft interrupt.</summary>
    protected override async DdiTask RemoveInterrupts()
    {
        await Ddi.IntrRemoveHandler();
        await Ddi.IntrRemoveSoftint(Soft!);
    }

    /// <summary>The handler above the lock level.</summary>
    protected virtual async DdiTask<DdiIntr> OnInterrupt()
    {
        await high.Enter();
        var status = await Acknowledge();
        if (status is { } found)
            Status = found;
        high.Exit();
        if (status is null)
            return DdiIntr.Unclaimed;
        // EPENDING: the soft interrupt has not begun, and will see this status.
        await Ddi.IntrTriggerSoftint(Soft!);
        return DdiIntr.Claimed;
    }

    /// <summary>The soft interrupt, which may be called with nothing to do.</summary>
    protected virtual async DdiTask<DdiIntr> OnSoftint(object? argument)
    {
        await high.Enter();
        var status = Status;
        Status = 0;
        high.Exit();
        if (status == 0)
            return DdiIntr.Unclaimed;
        await EnterAndGoOn(status);
        return DdiIntr.Claimed;
    }
}
