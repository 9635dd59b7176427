namespace DmaActors.Drivers.Manual.Corrected;

/// <summary>
/// Example 9-3 as corrected: the device reads the blocks and stores its status in them, so they are bound for both; and the array, whose address the device is told once, is used
/// only if it is one cookie.
/// </summary>
[Driver("manual-9-3-corrected", "example 9-3 as corrected: private memory for parameter blocks", Settings = typeof(ManualSettings))]
public sealed class Example93(DevInfo dip, ManualSettings settings) : IopbDriver(dip, settings)
{
    private static readonly DeviceAccAttr AccAttr = new() { EndianFlags = DeviceEndian.StructureLittle };

    protected override async DdiTask<bool> AllocateIopb()
    {
        var alloc = await Dma.MemAlloc(IopbHandle!, Size, AccAttr, DmaFlags.Consistent, DmaCallback.Sleep);
        if (alloc.Status != DdiResult.Success)
            return false;
        AccHandle = alloc.Handle;
        var bind = await Dma.AddrBindHandle(IopbHandle!, alloc.Memory!, alloc.RealLength, DmaFlags.RdWr | DmaFlags.Consistent, DmaCallback.Sleep);
        if (bind is { Status: DmaBind.Mapped, CookieCount: 1 })
        {
            IopbAddress = bind.Cookie.Address;
            return true;
        }

        if (bind.Status == DmaBind.Mapped)
            await Dma.UnbindHandle(IopbHandle!);
        await Dma.MemFree(AccHandle!);
        return false;
    }
}
