using DmaActors.Framework;
using DmaActors.Simulation;

namespace DmaActors.Drivers.Tests.Recovery;

/// <summary>A driver of ours, which throws behind its fifth request in its first life: the device has been told to transfer, and the channel is taken.</summary>
public abstract class ThrowsBehindFifth(DevInfo dip, BlockDriver inner) : BlockDriver(dip)
{
    private int requests;

    public override DdiTask<DdiResult> Attach() => inner.Attach();

    public override DdiTask<DdiResult> Detach() => inner.Detach();

    public override async DdiTask Strategy(Buf bp)
    {
        await inner.Strategy(bp);
        if (++requests == 5 && !Dip.Name.Contains('@', StringComparison.Ordinal))
            throw new InvalidOperationException("the fifth request was one too many");
    }
}
