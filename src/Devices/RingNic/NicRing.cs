using System.Buffers.Binary;
using DmaActors.Hardware.Bus;

namespace DmaActors.Devices;

/// <summary>One of the adapter's rings: where its descriptors are, and which is next.</summary>
internal sealed class NicRing
{
    private const int AddressBits = 32;

    private uint next;

    /// <summary>There may be a descriptor for the device: the doorbell has rung since it last looked, or the one that it found then was its own.</summary>
    public bool IsRung { get; set; }

    public bool IsUsable => IsRung && Count > 0;

    /// <summary>Where the next descriptor is, its control word before the rest: who finds it owned finds the rest written.</summary>
    public List<DmaSegment> Descriptor => Segments((RingNicRegisters.DescriptorControl, 8), (RingNicRegisters.DescriptorAddress, 8));

    /// <summary>Where length and control of the next descriptor are, in the order in which they are written.</summary>
    public List<DmaSegment> Outcome => Segments((RingNicRegisters.DescriptorLength, 8));

    public uint BaseAddress { get; set; }

    /// <summary>How many descriptors there are; 0: it cannot be used.</summary>
    public uint Count { get; set; }

    /// <summary>Where so many bytes are, from an address on.</summary>
    public static List<DmaSegment> At(uint address, int length)
    {
        var segments = new List<DmaSegment>();
        AddressCounter.Append(segments, address, length, AddressBits);
        return segments;
    }

    /// <summary>Length and control of a descriptor that is given back.</summary>
    public static byte[] OutcomeOf(int length, bool isBad)
    {
        var outcome = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(outcome, length);
        BinaryPrimitives.WriteUInt32LittleEndian(outcome.AsSpan(4), isBad ? RingNicRegisters.DescriptorError : 0);
        return outcome;
    }

    public void Advance() => next = (next + 1) % Count;

    public void Reset() => (BaseAddress, Count, next, IsRung) = (0, 0, 0, false);

    private List<DmaSegment> Segments(params ReadOnlySpan<(int Offset, int Length)> pieces)
    {
        var segments = new List<DmaSegment>();
        foreach (var (offset, length) in pieces)
            AddressCounter.Append(segments, unchecked(BaseAddress + (next * RingNicRegisters.DescriptorStride) + (uint)offset), length, AddressBits);
        return segments;
    }
}
