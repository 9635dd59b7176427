using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Isa8237;

namespace DmaActors.Devices;

/// <summary>A slow disk without an engine: it asks the DMA controller to move its data (third-party DMA), and knows no addresses.</summary>
[DeviceModel("isa-floppy", "floppy-like disk that is served by the DMA controller", typeof(IsaFloppySettings), NeedsMedia = true, NeedsDmaChannel = true)]
public sealed class IsaFloppy : DiskController
{
    private static readonly RegisterMap<IsaFloppy> Map = CommonRegisters<IsaFloppy>()
        .Add(IsaFloppyRegisters.Bytes, 32, "BYTES", floppy => floppy.bytes, (floppy, value) => floppy.bytes = (uint)value);

    public IsaFloppy(DeviceWiring wiring, IsaFloppySettings settings)
        : base(wiring, Map, settings)
    {
    }

    private protected override long CommandBytes => bytes;

    private protected override bool TryMove(long bytes, MediaPort data)
    {
        request = RaiseDmaRequest(bytes, data);
        return true;
    }

    private protected override void StopMoving() => LowerDmaRequest(request);

    protected override void OnDmaServed(DmaServed served) => OnMoved(served.Bytes);

    protected override void OnPowerOff()
    {
        base.OnPowerOff();
        bytes = 0;
    }

    private uint bytes;
    private int request;
}
