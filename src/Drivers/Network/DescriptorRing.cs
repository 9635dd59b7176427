namespace DmaActors.Drivers.Network;

/// <summary>
/// A ring of descriptors in consistent memory, each with a streaming buffer of its own. A descriptor is the device's while its ownership bit is set: the driver writes that bit
/// last, and reads nothing else before it has seen it clear.
/// </summary>
internal sealed class DescriptorRing
{
    /// <summary>Bytes of a buffer: the room for a frame.</summary>
    public const uint BufferBytes = 2_048;

    private const int Stride = 64;
    private const int AddressOffset = 0x0;
    private const int LengthOffset = 0x4;
    private const int ControlOffset = 0x8;
    private const uint Own = 0x8000_0000;
    private const uint Error = 0x1;

    /// <summary>One address register a ring and a buffer: one cookie each, at a multiple of a cache line.</summary>
    private static readonly DmaAttributes Attributes = new()
    {
        AddrHi = 0xFFFF_FFFF,
        CountMax = 0xFFFF_FFFF,
        Align = Stride,
        BurstSizes = 0x7F,
        MinXfer = 1,
        MaxXfer = 0xFFFF_FFFF,
        Seg = 0xFFFF_FFFF,
        SgLen = 1,
        Granular = 1,
    };

    private readonly DmaFunctions dma;
    private readonly DmaArea descriptors;
    private readonly IReadOnlyList<DmaArea> buffers;

    private DescriptorRing(DmaFunctions dma, DmaArea descriptors, IReadOnlyList<DmaArea> buffers)
    {
        this.dma = dma;
        this.descriptors = descriptors;
        this.buffers = buffers;
    }

    /// <summary>How many descriptors there are.</summary>
    public int Count => buffers.Count;

    /// <summary>Where the device finds the first one.</summary>
    public uint Address => descriptors.Address;

    /// <summary>A ring and its buffers. Null: there is too little memory, and nothing is left of the attempt.</summary>
    /// <param name="dma">The driver's.</param>
    /// <param name="count">How many descriptors.</param>
    /// <param name="direction">READ or WRITE: what the device does with the buffers.</param>
    public static async DdiTask<DescriptorRing?> Allocate(DmaFunctions dma, int count, DmaFlags direction)
    {
        if (await DmaArea.Allocate(dma, Attributes, (uint)(count * Stride), DmaFlags.RdWr | DmaFlags.Consistent) is not { } descriptors)
            return null;
        var buffers = new List<DmaArea>(count);
        var ring = new DescriptorRing(dma, descriptors, buffers);
        while (ring.Count < count)
        {
            if (await DmaArea.Allocate(dma, Attributes, BufferBytes, direction | DmaFlags.Streaming) is not { } buffer)
            {
                await ring.Free();
                return null;
            }

            buffers.Add(buffer);
        }

        return ring;
    }

    public async DdiTask Free()
    {
        for (var i = buffers.Count - 1; i >= 0; i--)
            await buffers[i].Free(dma);
        await descriptors.Free(dma);
    }

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

    /// <summary>Makes every descriptor the driver's. The device must be quiet.</summary>
    public async DdiTask TakeAllBack()
    {
        for (var at = 0; at < Count * Stride; at += Stride)
            descriptors.Access.Put32(at + ControlOffset, 0);
        await dma.Sync(descriptors.Handle, 0, 0, DmaSyncType.ForDev);
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
