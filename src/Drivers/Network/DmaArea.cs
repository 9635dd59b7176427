namespace DmaActors.Drivers.Network;

/// <summary>Memory that the device reaches at one address, bound for as long as the driver is attached.</summary>
internal sealed class DmaArea
{
    private static readonly DeviceAccAttr LittleEndian = new() { EndianFlags = DeviceEndian.StructureLittle };

    private DmaArea(DmaHandle handle, DmaMemResult memory, uint address)
    {
        Handle = handle;
        Access = memory.Handle!;
        Memory = memory.Memory!;
        Address = address;
    }

    public DmaHandle Handle { get; }

    /// <summary>For words.</summary>
    public AccessHandle Access { get; }

    /// <summary>For whole frames.</summary>
    public KernelMemory Memory { get; }

    /// <summary>Where the device sees it.</summary>
    public uint Address { get; }

    /// <summary>Null: there is none, and nothing is left of the attempt.</summary>
    /// <param name="dma">The driver's.</param>
    /// <param name="attributes">One cookie.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="use">CONSISTENT or STREAMING, and the direction.</param>
    public static async DdiTask<DmaArea?> Allocate(DmaFunctions dma, DmaAttributes attributes, uint length, DmaFlags use)
    {
        var alloc = await dma.AllocHandle(attributes, DmaCallback.Sleep);
        if (alloc.Status != DmaAlloc.Success)
            return null;
        var handle = alloc.Handle!;
        var memory = await dma.MemAlloc(handle, length, LittleEndian, use & ~DmaFlags.RdWr, DmaCallback.Sleep);
        if (memory.Status == DdiResult.Success)
        {
            var bind = await dma.AddrBindHandle(handle, memory.Memory!, memory.RealLength, use, DmaCallback.Sleep);
            if (bind.Status == DmaBind.Mapped)
                return new DmaArea(handle, memory, bind.Cookie.Address);
            await dma.MemFree(memory.Handle!);
        }

        await dma.FreeHandle(handle);
        return null;
    }

    public async DdiTask Free(DmaFunctions dma)
    {
        await dma.UnbindHandle(Handle);
        await dma.MemFree(Access);
        await dma.FreeHandle(Handle);
    }
}
