namespace DmaActors.Drivers.Network;

/// <summary>
/// A ring of descriptors in consistent memory, each with a streaming buffer of its own. A descriptor is the device's while its ownership bit is set: the driver writes that bit
/// last, and reads nothing else before it has seen it clear.
/// </summary>
internal sealed class DescriptorRing(DmaFunctions dma, DmaArea descriptors, IReadOnlyList<DmaArea> buffers)
{
    private const int Stride = 64;
    private const int AddressOffset = 0x0;
    private const int LengthOffset = 0x4;
    private const int ControlOffset = 0x8;
    private const uint Own = 0x8000_0000;
    private const uint Error = 0x1;

    /// <summary>How many descriptors there are.</summary>
    public int Count => buffers.Count;

    /// <summary>Where the device finds the first one.</summary>
    public uint Address => descriptors.Address;

    /// <summary>The bytes that a ring of so many descriptors takes.</summary>
    public static uint BytesOf(int count) => (uint)(count * Stride);

    public DmaArea Buffer(int index) => buffers[index];

    /// <summary>The one after it; after the last one the first.</summary>
    public int After(int index) => (index + 1) % Count;

    /// <summary>Gives a descriptor to the device.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="length">Of the frame to be sent; or the room for one to be received.</param>
    public async DdiTask Give(int index, uint length)
    {
        var at = index * Stride;
        descriptors.Access.Put32(at + AddressOffset, buffers[index].Address);
        descriptors.Access.Put32(at + LengthOffset, length);
        descriptors.Access.Put32(at + ControlOffset, Own);
        await dma.Sync(descriptors.Handle, (ulong)at, Stride, DmaSyncType.ForDev);
    }

    /// <summary>The bytes of the frame in a descriptor that the device has given back, 0 when it was bad; null while it is the device's.</summary>
    public async DdiTask<int?> TakeBack(int index)
    {
        var at = index * Stride;
        await dma.Sync(descriptors.Handle, (ulong)at, Stride, DmaSyncType.ForKernel);
        var control = await descriptors.Access.Get32(at + ControlOffset);
        if ((control & Own) != 0)
            return null;
        return (control & Error) != 0 ? 0 : (int)await descriptors.Access.Get32(at + LengthOffset);
    }
}
