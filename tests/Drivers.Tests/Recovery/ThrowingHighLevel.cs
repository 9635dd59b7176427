using DmaActors.Drivers.Block;
using DmaActors.Framework;
using DmaActors.Framework.Dma;
using DmaActors.Simulation;

namespace DmaActors.Drivers.Tests.Recovery;

/// <summary>
/// A block driver with a handler above the lock level, which throws there with its soft interrupt triggered, in the soft interrupt when its work is done, or in the middle of that
/// with a mutex held.
/// </summary>
[Driver("throwing-high-level", "throws where it is told to, above the lock level or in its soft interrupt", Settings = typeof(ThrowingSettings))]
public sealed class ThrowingHighLevel(DevInfo dip, ThrowingSettings settings) : HighLevelBlock(dip, settings)
{
    private int handled;
    private int worked;
    private int transfers;

    protected override async DdiTask<DdiIntr> OnInterrupt()
    {
        var result = await base.OnInterrupt();
        if (result == DdiIntr.Claimed && ++handled == settings.Transfer)
            settings.ThrowIn(Dip, "interrupt");
        return result;
    }

    protected override async DdiTask<DdiIntr> OnSoftint(object? argument)
    {
        var result = await base.OnSoftint(argument);
        if (result == DdiIntr.Claimed && ++worked == settings.Transfer)
            settings.ThrowIn(Dip, "softint");
        return result;
    }

    protected override async DdiTask<uint> Program(Buf bp, long block, DmaCookie cookie, int cookieCount)
    {
        var length = await base.Program(bp, block, cookie, cookieCount);
        if (++transfers == settings.Transfer)
            settings.ThrowIn(Dip, "transfer");
        return length;
    }
}
