using DmaActors.Drivers.Isa;
using DmaActors.Framework;
using DmaActors.Simulation;

namespace DmaActors.Drivers.Tests.Recovery;

/// <summary>The driver for first-party DMA, which throws behind its fifth request: the device has been told to transfer, and the channel is taken.</summary>
[Driver("throwing-first-party-block", "throws behind its fifth request")]
public sealed class ThrowingFirstParty(DevInfo dip) : BlockDriver(dip)
{
    private readonly FirstPartyBlock inner = new(dip, new FirstPartyBlockSettings());
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
