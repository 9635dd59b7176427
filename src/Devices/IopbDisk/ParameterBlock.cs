using System.Buffers.Binary;
using DmaActors.Hardware.Bus;
using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>The disk's own copy of a parameter block.</summary>
internal sealed class ParameterBlock
{
    private readonly byte[] bytes = new byte[IopbDiskRegisters.Size];

    public bool ToMemory => Field(IopbDiskRegisters.Command) == IopbDiskRegisters.Read;

    public long Bytes => Field(IopbDiskRegisters.Bytes);

    public uint Outcome
    {
        get => Field(IopbDiskRegisters.Status);
        set => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(IopbDiskRegisters.Status), value);
    }

    /// <summary>Where on the media the command begins, in bytes; their end if it begins beyond.</summary>
    public long PositionOn(IMedia media) => IsWithin(media, 0) ? (long)FirstSector * DiskRegisters.SectorBytes : media.Length;

    /// <summary>Whether the disk can carry it out.</summary>
    public bool IsSound(IMedia media) =>
        Field(IopbDiskRegisters.Command) is IopbDiskRegisters.Read or IopbDiskRegisters.Write
        && Bytes != 0
        && Bytes % DiskRegisters.SectorBytes == 0
        && IsWithin(media, Bytes)
        && Count is > 0 and <= IopbDiskRegisters.MostEntries;

    /// <summary>Where in memory its data are: as many entries of the list as they need.</summary>
    public List<DmaSegment> Place(int addressBits)
    {
        var segments = new List<DmaSegment>();
        var left = Bytes;
        for (var i = 0; i < Count; i++)
        {
            var piece = Math.Min(left, Field(IopbDiskRegisters.List + (8 * i) + 4));
            AddressCounter.Append(segments, Field(IopbDiskRegisters.List + (8 * i)), piece, addressBits);
            left -= piece;
        }

        return segments;
    }

    /// <summary>The block from some place on, for a transfer.</summary>
    public IDataPort From(int offset) => new Port(bytes, offset);

    private uint Count => Field(IopbDiskRegisters.Count);

    private ulong FirstSector => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(IopbDiskRegisters.Block));

    private bool IsWithin(IMedia media, long length) => length <= media.Length && FirstSector <= (ulong)((media.Length - length) / DiskRegisters.SectorBytes);

    private uint Field(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(offset));

    private sealed class Port(byte[] block, int at) : IDataPort
    {
        private int at = at;

        public void Supply(Span<byte> destination)
        {
            block.AsSpan(at, destination.Length).CopyTo(destination);
            at += destination.Length;
        }

        public void Accept(ReadOnlySpan<byte> source)
        {
            source.CopyTo(block.AsSpan(at));
            at += source.Length;
        }
    }
}
