using DmaActors.Hardware.Bus;

namespace DmaActors.Devices;

/// <summary>One of the adapter's rings: where its descriptors are, and which is next.</summary>
internal sealed class NicRing
{
    private uint next;

    public uint Base { get; set; }

    public uint Count { get; set; }

    /// <summary>There may be a descriptor for the device: the doorbell has rung since it last looked, or the one that it found then was its own.</summary>
    public bool IsRung { get; set; }

    public bool IsUsable => IsRung && Count > 0;

    /// <summary>Where the next descriptor is, its control word before the rest: who finds it owned finds the rest written.</summary>
    public List<DmaSegment> Descriptor => Segments((RingNicRegisters.DescriptorControl, 8), (RingNicRegisters.DescriptorAddress, 8));

    /// <summary>Where length and control of the next descriptor are, in the order in which they are written.</summary>
    public List<DmaSegment> Outcome => Segments((RingNicRegisters.DescriptorLength, 8));

    public void Advance() => next = (next + 1) % Count;

    public void Rewind()
    {
        next = 0;
        IsRung = false;
    }

    /// <summary>There is no ring: as after power-on.</summary>
    public void Clear()
    {
        Rewind();
        Base = Count = 0;
    }

    private List<DmaSegment> Segments(params ReadOnlySpan<(int Offset, int Length)> pieces)
    {
        var segments = new List<DmaSegment>();
        foreach (var (offset, length) in pieces)
            AddressCounter.Append(segments, unchecked(Base + (next * RingNicRegisters.DescriptorStride) + (uint)offset), length, bits: 32);
        return segments;
    }
}
