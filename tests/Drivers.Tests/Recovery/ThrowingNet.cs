using DmaActors.Drivers.Network;
using DmaActors.Framework;
using DmaActors.Simulation;

namespace DmaActors.Drivers.Tests.Recovery;

/// <summary>The driver of the network adapter, which throws behind its tenth frame.</summary>
[Driver("throwing-net", "throws behind its tenth frame")]
public sealed class ThrowingNet(DevInfo dip) : NetworkDriver(dip)
{
    private readonly RingNet inner = new(dip, new RingNetSettings());
    private int frames;

    public override DdiTask<DdiResult> Attach() => inner.Attach();

    public override DdiTask<DdiResult> Detach() => inner.Detach();

    public override DdiTask<Errno> Open() => inner.Open();

    public override DdiTask<Errno> Close() => inner.Close();

    public override async DdiTask<DdiResult> Transmit(Mblk frame)
    {
        var result = await inner.Transmit(frame);
        if (++frames == 10 && !Dip.Name.Contains('@', StringComparison.Ordinal))
            throw new InvalidOperationException("the tenth frame was one too many");
        return result;
    }
}
