using DmaActors.Drivers.Block;
using DmaActors.Framework;
using DmaActors.Simulation;

namespace DmaActors.Drivers.Tests.Interrupts;

/// <summary>A block driver with a handler of its own, in which a test puts what it is about.</summary>
public abstract class OddHandler(DevInfo dip, SgBlockSettings settings) : SgBlock(dip, settings)
{
    /// <inheritdoc/>
    protected override async DdiTask<DdiResult> AddInterrupts() => await Ddi.IntrAddHandler(OnInterrupt);

    /// <summary>What a handler is to do.</summary>
    protected virtual async DdiTask<DdiIntr> OnInterrupt()
    {
        if (await Acknowledge() is not { } status)
            return DdiIntr.Unclaimed;
        await EnterAndGoOn(status);
        return DdiIntr.Claimed;
    }

    /// <summary>Anything else is a panic of the driver.</summary>
    protected static void MustBe(DdiResult expected, DdiResult actual, string call)
    {
        if (expected != actual)
            throw new InvalidOperationException($"{call} returned {actual}, not {expected}");
    }
}

/// <summary>Claims whatever comes.</summary>
[Driver("claims-all", "test: claims what is not its own", Settings = typeof(SgBlockSettings))]
public sealed class ClaimsAll(DevInfo dip, SgBlockSettings settings) : OddHandler(dip, settings)
{
    protected override async DdiTask<DdiIntr> OnInterrupt()
    {
        await base.OnInterrupt();
        return DdiIntr.Claimed;
    }
}

/// <summary>Does not look at its device when it is called for the first time.</summary>
[Driver("deaf-once", "test: leaves the first interrupt unclaimed", Settings = typeof(SgBlockSettings))]
public sealed class DeafOnce(DevInfo dip, SgBlockSettings settings) : OddHandler(dip, settings)
{
    private bool wasCalled;

    protected override async DdiTask<DdiIntr> OnInterrupt()
    {
        if (wasCalled)
            return await base.OnInterrupt();
        wasCalled = true;
        return DdiIntr.Unclaimed;
    }
}

/// <summary>Disables its interrupt when a request is started, until long after the device has ended it.</summary>
[Driver("disables", "test: disables its interrupt for a while", Settings = typeof(SgBlockSettings))]
public sealed class Disables(DevInfo dip, SgBlockSettings settings) : OddHandler(dip, settings)
{
    /// <inheritdoc/>
    public override async DdiTask Strategy(Buf bp)
    {
        var another = Ddi.IntrGetNIntrs();
        MustBe(DdiResult.Failure, await Ddi.IntrDisable(another), "ddi_intr_disable of an interrupt that there is not");
        MustBe(DdiResult.Failure, await Ddi.IntrEnable(another), "ddi_intr_enable of an interrupt that there is not");
        MustBe(DdiResult.Failure, await Ddi.IntrEnable(), "ddi_intr_enable of an enabled interrupt");
        MustBe(DdiResult.Success, await Ddi.IntrDisable(), "ddi_intr_disable");
        MustBe(DdiResult.Failure, await Ddi.IntrDisable(), "ddi_intr_disable of a disabled interrupt");
        isDisabled = true;
        await base.Strategy(bp);
        await Ddi.USecWait(500);
        isDisabled = false;
        MustBe(DdiResult.Success, await Ddi.IntrEnable(), "ddi_intr_enable");
    }

    protected override DdiTask<DdiIntr> OnInterrupt() => isDisabled ? throw new InvalidOperationException("the handler was called while its interrupt was disabled") : base.OnInterrupt();

    private bool isDisabled;
}

/// <summary>Triggers its soft interrupt twice for each interrupt.</summary>
[Driver("triggers-twice", "test: triggers a soft interrupt that is pending", Settings = typeof(SgBlockSettings))]
public sealed class TriggersTwice(DevInfo dip, SgBlockSettings settings) : OddHandler(dip, settings)
{
    private const int SoftPriority = 4;

    private SoftintHandle? soft;

    protected override async DdiTask<DdiResult> AddInterrupts()
    {
        soft = (await Ddi.IntrAddSoftint(SoftPriority, OnSoftint)).Handle;
        return await base.AddInterrupts();
    }

    protected override async DdiTask RemoveInterrupts()
    {
        await base.RemoveInterrupts();
        await Ddi.IntrRemoveSoftint(soft!);
    }

    protected override async DdiTask<DdiIntr> OnInterrupt()
    {
        if (await Acknowledge() is not { } status)
            return DdiIntr.Unclaimed;
        MustBe(DdiResult.Success, (await Ddi.IntrTriggerSoftint(soft!, status)).Status, "ddi_intr_trigger_softint");
        MustBe(DdiResult.EPending, (await Ddi.IntrTriggerSoftint(soft!)).Status, "ddi_intr_trigger_softint of a pending handler");
        return DdiIntr.Claimed;
    }

    /// <summary>The argument of the second trigger was dropped, and there is no second call.</summary>
    private async DdiTask<DdiIntr> OnSoftint(object? argument)
    {
        await EnterAndGoOn((byte)(argument ?? throw new InvalidOperationException("the handler was called for the second trigger")));
        return DdiIntr.Claimed;
    }
}
