using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Bus;

/// <summary>A write of a device on its way to memory. They are lent by the bus, so that an idle device owns none.</summary>
internal sealed class PostedWrite
{
    private byte[] bytes = [];
    private int length;

    public PhysicalAddress Address { get; private set; }

    public Span<byte> Data => bytes.AsSpan(0, length);

    /// <summary>The one behind it in its bridge, or in the pool.</summary>
    public PostedWrite? Next { get; set; }

    public void Occupy(PhysicalAddress address, int newLength)
    {
        if (bytes.Length < newLength)
            bytes = new byte[newLength];
        Address = address;
        length = newLength;
        Next = null;
    }
}
