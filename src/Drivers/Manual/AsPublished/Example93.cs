namespace DmaActors.Drivers.Manual.AsPublished;

/// <summary>
/// Example 9-3 as published: memory for parameter blocks. All of <see cref="AllocateIopb"/> is the manual's, but for what its label failure does. The array is bound for
/// reading only, although it is the device that reads it, and the number of cookies is not looked at.
/// </summary>
[Driver("manual-9-3", "example 9-3 as published: private memory for parameter blocks", Settings = typeof(ManualSettings))]
public sealed class Example93(DevInfo dip, ManualSettings settings) : IopbDriver(dip, settings)
{
    private static readonly DeviceAccAttr AccAttr = new() { EndianFlags = DeviceEndian.StructureLittle };

    protected override async DdiTask<bool> AllocateIopb()
    {
        var alloc = await Dma.MemAlloc(IopbHandle!, Size, AccAttr, DmaFlags.Consistent, DmaCallback.Sleep);
        AccHandle = alloc.Handle;
        if (alloc.Status != DdiResult.Success)
        {
            // Error handling, says the manual.
            return false;
        }

        var bind = await Dma.AddrBindHandle(IopbHandle!, alloc.Memory!, alloc.RealLength, DmaFlags.Read | DmaFlags.Consistent, DmaCallback.Sleep);
        if (bind.Status != DmaBind.Mapped)
        {
            // Error handling, says the manual.
            await Dma.MemFree(AccHandle!);
            return false;
        }

        IopbAddress = bind.Cookie.Address;
        return true;
    }
}
