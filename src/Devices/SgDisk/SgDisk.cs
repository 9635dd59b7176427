using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>A disk with a scatter/gather list: one command moves as many pieces of memory as the list has entries.</summary>
[DeviceModel("sg-disk", "disk with a scatter/gather list", typeof(SgDiskSettings), NeedsMedia = true)]
public sealed class SgDisk : BusMasterDisk
{
    private static readonly RegisterMap<SgDisk> Map = EngineRegisters<SgDisk>()
        .Add(SgDiskRegisters.Bytes, 32, "BYTES", disk => disk.bytes, (disk, value) => disk.bytes = (uint)value)
        .Add(SgDiskRegisters.SgCount, 32, "SGCOUNT", disk => disk.count, (disk, value) => disk.count = (uint)value)
        .AddArray(
            SgDiskRegisters.SgList, 32, SgDiskRegisters.SgStride, SgDiskRegisters.MostEntries, "SGLIST.dma_addr",
            (disk, i) => disk.list[i].Address, (disk, i, value) => disk.list[i].Address = (uint)value, disk => disk.list.Length)
        .AddArray(
            SgDiskRegisters.SgList + SgDiskRegisters.SgSize, 32, SgDiskRegisters.SgStride, SgDiskRegisters.MostEntries, "SGLIST.dma_size",
            (disk, i) => disk.list[i].Size, (disk, i, value) => disk.list[i].Size = (uint)value, disk => disk.list.Length);

    public SgDisk(DeviceWiring wiring, SgDiskSettings settings)
        : base(wiring, Map, settings) => list = new Entry[settings.Entries];

    private protected override long CommandBytes => bytes;

    private protected override bool TryPlace(long bytes, List<DmaSegment> segments)
    {
        if (count == 0 || count > list.Length)
            return false;
        for (var i = 0; i < count; i++)
        {
            if (list[i].Size == 0)
                return false;
            var piece = Math.Min(bytes, list[i].Size);
            AddressCounter.Append(segments, list[i].Address, piece, AddressBits);
            bytes -= piece;
        }

        return true;
    }

    protected override void OnPowerOff()
    {
        base.OnPowerOff();
        bytes = 0;
        count = 0;
        Array.Clear(list);
    }

    private readonly Entry[] list;
    private uint bytes;
    private uint count;

    private struct Entry
    {
        public uint Address;
        public uint Size;
    }
}
