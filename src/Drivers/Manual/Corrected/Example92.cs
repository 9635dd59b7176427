namespace DmaActors.Drivers.Manual.Corrected;

/// <summary>Example 9-2 as corrected: only a request that is bound reaches the device, and with it the burst size. That one is known since the handle was allocated.</summary>
[Driver("manual-9-2-corrected", "example 9-2 as corrected: burst sizes", Settings = typeof(ManualSettings))]
public sealed class Example92(DevInfo dip, ManualSettings settings) : Example91(dip, settings)
{
    /// <summary>BEST_BURST_SIZE: bit 5, which is 32 bytes.</summary>
    private const uint BestBurstSize = 0x20;

    protected override void Begin(Buf bp, DmaBindResult bind)
    {
        var burst = Dma.BurstSizes(Handle);
        if ((burst & BestBurstSize) != 0)
            AccessHdl!.Put32(DeviceReg.Burst, BestBurstSize);
        else
            AccessHdl!.Put32(DeviceReg.Burst, burst & ~(burst - 1)); // other cases: the smallest that is allowed
        base.Begin(bp, bind);
    }
}
