using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>A disk with one address and one count: one command moves one piece of memory.</summary>
[DeviceModel("reg-disk", "disk with one address and one count register", typeof(RegDiskSettings), NeedsMedia = true)]
public sealed class RegDisk : BusMasterDisk
{
    private static readonly RegisterMap<RegDisk> Map = EngineRegisters<RegDisk>()
        .Add(RegDiskRegisters.Address, 32, "dma_addr", disk => disk.address, (disk, value) => disk.address = (uint)value)
        .Add(RegDiskRegisters.Size, 32, "dma_size", disk => disk.size, (disk, value) => disk.size = (uint)value);

    public RegDisk(DeviceWiring wiring, RegDiskSettings settings)
        : base(wiring, Map, settings)
    {
        if (!long.IsPow2(settings.CountMax + 1))
            throw new ArgumentException($"countMax is {settings.CountMax}: it must be a power of two, less one.", nameof(settings));
        countMax = settings.CountMax;
    }

    // The counter holds one less than the size, and has only so many bits: of a larger size the remainder moves.
    private protected override long CommandBytes => size == 0 ? 0 : ((size - 1L) & countMax) + 1;

    private protected override bool TryPlace(long bytes, List<DmaSegment> segments)
    {
        AddressCounter.Append(segments, address, bytes, AddressBits);
        return true;
    }

    protected override void OnPowerOff()
    {
        base.OnPowerOff();
        address = 0;
        size = 0;
    }

    private readonly long countMax;
    private uint address;
    private uint size;
}
