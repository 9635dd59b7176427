namespace DmaActors.Drivers.Manual.AsPublished;

/// <summary>
/// Example 9-2 as published: the burst size is chosen after the bind. The manual's are the bind with its empty error branch, the question for the burst sizes and the choice
/// between the best one and others; what is programmed is ours. The error branch is left as it is printed: it does not leave.
/// </summary>
[Driver("manual-9-2", "example 9-2 as published: burst sizes", Settings = typeof(ManualSettings))]
public sealed class Example92(DevInfo dip, ManualSettings settings) : FragmentDriver(dip, settings)
{
    /// <summary>BEST_BURST_SIZE: bit 5, which is 32 bytes.</summary>
    private const uint BestBurstSize = 0x20;

    protected override async DdiTask BindAndProgram(Buf bp, DmaFlags flags)
    {
        var bind = await Dma.BufBindHandle(Handle!, bp, flags, Start, this);
        if (bind.Status != DmaBind.Mapped)
        {
            // Error handling, says the manual.
        }

        var burst = Dma.BurstSizes(Handle);
        if ((burst & BestBurstSize) != 0)
            AccessHdl!.Put32(DeviceReg.Burst, BestBurstSize);
        else
            AccessHdl!.Put32(DeviceReg.Burst, burst & ~(burst - 1)); // other cases: the smallest that is allowed
        Program(bp, 0, bind.Cookie, bind.CookieCount);
    }
}
