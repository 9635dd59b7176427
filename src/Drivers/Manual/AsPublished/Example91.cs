namespace DmaActors.Drivers.Manual.AsPublished;

/// <summary>Example 9-1 as published: xxstart is its own DMA callback. From the mutex_enter to the return all of <see cref="XxStart"/> is the manual's, but for the names.</summary>
[Driver("manual-9-1", "example 9-1 as published: a start routine that is its own callback", Settings = typeof(ManualSettings))]
public sealed class Example91(DevInfo dip, ManualSettings settings) : PublishedDriver(dip, settings)
{
    private static readonly DmaCallback Start = new(xsp => ((Example91)xsp!).XxStart());

    protected override async DdiTask<CallbackStatus> XxStart()
    {
        await Mu.Enter();
        if (Busy)
        {
            // transfer in progress
            Mu.Exit();
            return CallbackStatus.RunOut;
        }

        Busy = true;
        var flags = Bp!.IsRead ? DmaFlags.Read : DmaFlags.Write;
        Mu.Exit();
        var bind = await Dma.BufBindHandle(Handle!, Bp, flags, Start, this);
        if (bind.Status != DmaBind.Mapped)
        {
            // The manual remarks that all return values should be told apart here, and does not do it.
            await Mu.Enter();
            Busy = false;
            Mu.Exit();
            return CallbackStatus.RunOut;
        }

        Program(Bp, 0, bind.Cookie, bind.CookieCount);
        return CallbackStatus.Done;
    }
}
