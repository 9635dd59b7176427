using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;
using DmaActors.Hardware.Isa8237;

namespace DmaActors.Devices;

/// <summary>
/// A disk adapter that masters the ISA bus itself (first-party DMA): a channel of the DMA controller in cascade mode lends it the bus, on which it drives 24
/// address lines. It keeps the bus for the whole transfer.
/// </summary>
[DeviceModel("isa-master", "disk adapter that masters the ISA bus through a cascaded DMA channel", typeof(IsaMasterSettings), NeedsMedia = true, NeedsDmaChannel = true, KeepsDmaChannel = true)]
public sealed class IsaMaster : DiskController
{
    private const int AddressBits = 24;
    private const int WordBytes = 2;

    private static readonly RegisterMap<IsaMaster> Map = CommonRegisters<IsaMaster>()
        .Add(IsaMasterRegisters.Address, 32, "dma_addr", disk => disk.address, (disk, value) => disk.address = (uint)value)
        .Add(IsaMasterRegisters.Size, 32, "dma_size", disk => disk.size, (disk, value) => disk.size = (uint)value);

    public IsaMaster(DeviceWiring wiring, IsaMasterSettings settings)
        : base(wiring, Map, settings)
    {
    }

    private protected override long CommandBytes => size;

    private protected override bool TryMove(long bytes, MediaPort data)
    {
        var segments = new List<DmaSegment>();
        AddressCounter.Append(segments, address, bytes, AddressBits);
        waiting = new Transfer(RaiseBusRequest(), segments, data);
        return true;
    }

    private protected override void StopMoving()
    {
        if (waiting is null)
        {
            StopTransfer();
            return;
        }

        LowerDmaRequest(waiting.Request);
        waiting = null;
    }

    protected override void OnBusGranted(BusGranted grant)
    {
        // The bus may be granted to a request that was lowered meanwhile.
        if (waiting?.Request != grant.Request)
            return;
        StartTransfer(waiting.Segments, waiting.Data.ToMemory, WordBytes, waiting.Data);
        owner = waiting.Request;
        waiting = null;
    }

    protected override void OnTransferComplete(TransferComplete completion)
    {
        moved = completion.Bytes;
        LowerDmaRequest(owner);
    }

    protected override void OnDmaServed(DmaServed served) => OnMoved(served.Request == owner ? moved : 0);

    protected override void OnPowerOff()
    {
        base.OnPowerOff();
        address = 0;
        size = 0;
    }

    private uint address;
    private uint size;
    private Transfer? waiting;

    // The latest request that was granted the bus, and what was moved with it.
    private int owner;
    private long moved;

    /// <summary>What is to be moved once the bus is there.</summary>
    private sealed record Transfer(int Request, List<DmaSegment> Segments, MediaPort Data);
}
