namespace DmaActors.Drivers.Block;

/// <summary>
/// A block driver that binds each request (manual, examples 9-1, 9-5, 9-7 and 9-8, with their defects repaired): in windows when the object does not fit, one after another. What
/// differs between devices is how a window is programmed.
/// </summary>
public abstract partial class BlockDmaDriver : QueuedBlockDriver
{
    private const int BlockBytes = 512;

    /// <param name="dip">The instance.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="priority">Of the handler that ends windows.</param>
    protected BlockDmaDriver(DevInfo dip, QueuedBlockSettings settings, int priority)
        : base(dip, settings, priority)
    {
    }

    [SoftState]
    public partial int WindowIndex { get; private set; }

    /// <summary>Windows of the binding; 1 when it is not partial.</summary>
    [SoftState]
    public partial int WindowCount { get; private set; }

    /// <summary>Bytes of the window that the device transfers.</summary>
    [SoftState]
    public partial uint WindowLength { get; private set; }

    [SoftState]
    protected partial DmaHandle? Handle { get; private set; }

    /// <summary>What the DMA engine can do.</summary>
    protected abstract DmaAttributes Attributes { get; }

    /// <summary>Programs one window into the device and starts it.</summary>
    /// <param name="bp">The request.</param>
    /// <param name="block">The first block of the window on the device.</param>
    /// <param name="cookie">The first cookie; the others are to be had from ddi_dma_nextcookie.</param>
    /// <param name="cookieCount">Cookies of the window.</param>
    /// <returns>Bytes of the window; 0: it cannot be programmed.</returns>
    protected abstract DdiTask<uint> Program(Buf bp, long block, DmaCookie cookie, int cookieCount);

    /// <summary>The transfer of a window has ended. Afterwards nothing reaches the memory, and what was read is to be seen.</summary>
    /// <param name="bp">The request.</param>
    /// <param name="failed">The device says so, or its DMA went nowhere.</param>
    /// <returns>Bytes that were not moved.</returns>
    protected virtual DdiTask<uint> EndWindow(Buf bp, bool failed) => new(failed ? WindowLength : 0);

    /// <summary>What a request needs beside memory, and before it. False: it is short, and <see cref="QueuedBlockDriver.ResourcesBack"/> is registered.</summary>
    protected virtual DdiTask<bool> Acquire() => new(true);

    protected override async DdiTask<bool> Allocate()
    {
        var alloc = await Dma.AllocHandle(Attributes, DmaCallback.Sleep);
        Handle = alloc.Handle;
        return alloc.Status == DmaAlloc.Success;
    }

    protected override async DdiTask Free() => await Dma.FreeHandle(Handle!);

    protected sealed override async DdiTask<StartOutcome> TryStart(Buf bp)
    {
        if (!await Acquire())
            return StartOutcome.Short;
        // The object is locked in memory: bufs of the block layer are, and physio(9F) locks the others.
        var flags = (bp.IsRead ? DmaFlags.Read : DmaFlags.Write) | DmaFlags.Partial;
        var bind = await Dma.BufBindHandle(Handle!, bp, flags, ResourcesBack, this);
        if (bind.Status == DmaBind.NoResources)
            return StartOutcome.Short;
        if (bind.Status is DmaBind.Mapped or DmaBind.PartialMap)
        {
            WindowIndex = 0;
            WindowCount = Dma.NumWin(Handle!, out var windows) ? windows : 1;
            WindowLength = await Program(bp, bp.BlockNumber, bind.Cookie, bind.CookieCount);
            if (WindowLength > 0)
                return StartOutcome.Started;
            await Dma.UnbindHandle(Handle!);
        }

        await Relinquish();
        return StartOutcome.Refused;
    }

    protected sealed override async DdiTask<Errno?> EndTransfer(Buf bp, byte status)
    {
        // A device whose DMA went nowhere may say that all is well. The status was read after the data were written, so nothing of them stands in a bridge.
        var failed = (status & Csr.Error) != 0 || Dma.CheckDmaHandle(Handle!) != DdiResult.Success;
        var left = await EndWindow(bp, failed);
        bp.Residual -= WindowLength - left;
        if (failed || left > 0)
            return Errno.EIO;
        if (++WindowIndex == WindowCount)
            return Errno.None;
        return await StartWindow(bp) ? null : Errno.EIO;
    }

    /// <summary>Moves to the next window and starts it; false if it cannot be had.</summary>
    private async DdiTask<bool> StartWindow(Buf bp)
    {
        var next = await Dma.GetWin(Handle!, WindowIndex);
        if (next.Status != DdiResult.Success)
            return false;
        var block = bp.BlockNumber + (next.Window.Offset / BlockBytes);
        WindowLength = await Program(bp, block, next.Window.Cookie, next.Window.CookieCount);
        return WindowLength > 0;
    }

    protected sealed override async DdiTask Release()
    {
        await Dma.UnbindHandle(Handle!);
        await Relinquish();
    }

    /// <summary>Gives back what <see cref="Acquire"/> got.</summary>
    protected virtual DdiTask Relinquish() => DdiTask.Completed;
}
