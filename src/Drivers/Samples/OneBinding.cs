using DmaActors.Drivers.Block;

namespace DmaActors.Drivers.Samples;

/// <summary>
/// A block driver that binds once. It has a buffer of its own, bound from attach to detach, and copies between that and the bufs (manual, Synchronizing Memory
/// Objects: a binding that is used again needs a sync whenever the other side has touched the memory). For a write: copy, FORDEV, start. For a read: start, FORCPU, copy.
/// </summary>
/// <remarks>
/// Nothing is bound or unbound between two transfers, so nothing is synced but what the driver syncs itself; <see cref="OneBindingSettings.Forget"/> shows what one of
/// the two calls is good for, and on which machines it is missed.
/// </remarks>
[Driver("one-binding", "block driver that moves every request through one buffer of its own, bound once", Settings = typeof(OneBindingSettings))]
public sealed partial class OneBinding : QueuedBlockDriver
{
    private const int BlockBytes = 512;
    private const int BlockOffset = 0x08;
    private const int BytesOffset = 0x10;
    private const int EntryCountOffset = 0x14;
    private const int ListOffset = 0x40;
    private const int EntrySize = 8;

    private readonly OneBindingSettings settings;
    private readonly List<DmaCookie> cookies = [];

    public OneBinding(DevInfo dip, OneBindingSettings settings)
        : base(dip, settings, dip.InterruptPriority) => this.settings = settings;

    /// <summary>Bytes of the request that have been moved.</summary>
    [SoftState]
    public partial uint Moved { get; private set; }

    /// <summary>Bytes of the piece that the device moves.</summary>
    [SoftState]
    public partial uint Piece { get; private set; }

    [SoftState]
    private partial DmaHandle? Handle { get; set; }

    [SoftState]
    private partial KernelMemory? Buffer { get; set; }

    private DmaAttributes Attributes => new()
    {
        AddrLo = 0,
        AddrHi = (1UL << settings.AddressBits) - 1,
        CountMax = 0xFFFF_FFFF,
        Align = 1,
        BurstSizes = 0x7F,
        MinXfer = 1,
        MaxXfer = 0xFFFF_FFFF,
        Seg = 0xFFFF_FFFF,
        SgLen = 17,
        Granular = BlockBytes,
    };

    /// <summary>The buffer, and the cookies by which the device knows it from now on.</summary>
    protected override async DdiTask<bool> Allocate()
    {
        var alloc = await Dma.AllocHandle(Attributes, DmaCallback.Sleep);
        if (alloc.Status != DmaAlloc.Success)
            return false;
        Handle = alloc.Handle;
        if (await BindBuffer())
            return true;
        await Dma.FreeHandle(Handle!);
        return false;
    }

    private async DdiTask<bool> BindBuffer()
    {
        if (Ddi.KmemAlloc((uint)settings.BufferBytes) is not { } buffer)
            return false;
        var flags = DmaFlags.RdWr | (settings.Consistent ? DmaFlags.Consistent : DmaFlags.Streaming);
        var bind = await Dma.AddrBindHandle(Handle!, buffer, buffer.Length, flags, DmaCallback.Sleep);
        if (bind.Status != DmaBind.Mapped)
        {
            Ddi.KmemFree(buffer);
            return false;
        }

        Buffer = buffer;
        cookies.Add(bind.Cookie);
        while (cookies.Count < bind.CookieCount)
            cookies.Add(Dma.NextCookie(Handle!));
        return true;
    }

    protected override async DdiTask Free()
    {
        await Dma.UnbindHandle(Handle!);
        Ddi.KmemFree(Buffer!);
        await Dma.FreeHandle(Handle!);
    }

    /// <summary>All that a request needs is there since attach.</summary>
    protected override async DdiTask<StartOutcome> TryStart(Buf bp)
    {
        Moved = 0;
        await StartPiece(bp);
        return StartOutcome.Started;
    }

    /// <summary>The device moves the next piece of a request.</summary>
    private async DdiTask StartPiece(Buf bp)
    {
        Piece = Math.Min(bp.ByteCount - Moved, Buffer!.Length);
        if (!bp.IsRead)
        {
            Ddi.BpCopyIn(bp, Buffer, Moved, Piece);
            if (settings.Forget != ForgottenSync.ForDev)
                await Dma.Sync(Handle!, 0, Piece, DmaSyncType.ForDev);
        }

        var regs = Regs!;
        regs.Put64(BlockOffset, (ulong)(bp.BlockNumber + (Moved / BlockBytes)));
        regs.Put32(EntryCountOffset, (uint)cookies.Count);
        for (var entry = 0; entry < cookies.Count; entry++)
        {
            regs.Put32(ListOffset + (entry * EntrySize), cookies[entry].Address);
            regs.Put32(ListOffset + (entry * EntrySize) + 4, cookies[entry].Size);
        }

        regs.Put32(BytesOffset, Piece);
        regs.Put8(Csr.Offset, Csr.StartOf(bp));
    }

    protected override async DdiTask<Errno?> EndTransfer(Buf bp, byte status)
    {
        if ((status & Csr.Error) != 0)
            return Errno.EIO;
        if (bp.IsRead)
        {
            if (settings.Forget != ForgottenSync.ForCpu)
                await Dma.Sync(Handle!, 0, Piece, DmaSyncType.ForCpu);
            Ddi.BpCopyOut(Buffer!, bp, Moved, Piece);
        }

        Moved += Piece;
        bp.Residual -= Piece;
        if (Moved == bp.ByteCount)
            return Errno.None;
        await StartPiece(bp);
        return null;
    }
}
