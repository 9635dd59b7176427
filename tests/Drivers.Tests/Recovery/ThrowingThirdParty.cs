using DmaActors.Drivers.Isa;
using DmaActors.Framework;
using DmaActors.Simulation;

namespace DmaActors.Drivers.Tests.Recovery;

/// <summary>The driver for third-party DMA, which throws behind its fifth request: the device has been told to transfer, and the channel is taken.</summary>
[Driver("throwing-third-party-block", "throws behind its fifth request")]
public sealed class ThrowingThirdParty(DevInfo dip) : BlockDriver(dip)
{
    private readonly ThirdPartyBlock inner = new(dip, new ThirdPartyBlockSettings());
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
