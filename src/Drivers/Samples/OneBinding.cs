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
public sealed partial class OneBinding : BlockDriver
{
    private const int BlockOffset = 0x08;
    private const int BytesOffset = 0x10;
    private const int EntryCountOffset = 0x14;
    private const int ListOffset = 0x40;
    private const int EntrySize = 8;

    private readonly OneBindingSettings settings;
    private readonly KMutex mu;
    private readonly Queue<Buf> queue = new();
    private readonly List<DmaCookie> cookies = [];

    public OneBinding(DevInfo dip, OneBindingSettings settings)
        : base(dip)
    {
        this.settings = settings;
        mu = Mutex("mu", dip.InterruptPriority);
    }

    /// <summary>The request whose data are moved.</summary>
    [SoftState]
    public partial Buf? Current { get; private set; }

    /// <summary>Bytes of it that have been moved.</summary>
    [SoftState]
    public partial uint Moved { get; private set; }

    /// <summary>Bytes of the piece that the device moves.</summary>
    [SoftState]
    public partial uint Piece { get; private set; }

    [SoftState]
    private partial AccessHandle? Regs { get; set; }

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
        Granular = 512,
    };

    /// <inheritdoc/>
    public override async DdiTask<DdiResult> Attach()
    {
        Regs = Ddi.RegsMapSetup();
        Regs.Put8(Csr.Offset, Csr.Reset);
        if (await BindBuffer())
        {
            if (await Ddi.IntrAddHandler(Interrupt) == DdiResult.Success)
                return DdiResult.Success;
            await Dma.UnbindHandle(Handle!);
        }

        await Release();
        return DdiResult.Failure;
    }

    /// <inheritdoc/>
    public override async DdiTask<DdiResult> Detach()
    {
        await mu.Enter();
        var idle = Current is null;
        mu.Exit();
        if (!idle)
            return DdiResult.Failure;
        Regs!.Put8(Csr.Offset, Csr.Reset);
        await Ddi.IntrRemoveHandler();
        await Dma.UnbindHandle(Handle!);
        await Release();
        return DdiResult.Success;
    }

    /// <inheritdoc/>
    public override async DdiTask Strategy(Buf bp)
    {
        bp.Residual = bp.ByteCount;
        if (bp.ByteCount == 0)
        {
            await Ddi.BioDone(bp);
            return;
        }

        await mu.Enter();
        queue.Enqueue(bp);
        if (Current is null)
            await StartNext();
        mu.Exit();
    }

    /// <summary>The buffer, and the cookies by which the device knows it from now on.</summary>
    private async DdiTask<bool> BindBuffer()
    {
        var alloc = await Dma.AllocHandle(Attributes, DmaCallback.Sleep);
        if (alloc.Status != DmaAlloc.Success)
            return false;
        Handle = alloc.Handle;
        Buffer = Ddi.KmemAlloc((uint)settings.BufferBytes);
        if (Buffer is null)
            return false;
        var flags = DmaFlags.RdWr | (settings.Consistent ? DmaFlags.Consistent : DmaFlags.Streaming);
        var bind = await Dma.AddrBindHandle(Handle!, Buffer, Buffer.Length, flags, DmaCallback.Sleep);
        if (bind.Status != DmaBind.Mapped)
            return false;
        cookies.Add(bind.Cookie);
        while (cookies.Count < bind.CookieCount)
            cookies.Add(Dma.NextCookie(Handle!));
        return true;
    }

    /// <summary>Gives back what attach has got, as far as it has come; nothing is bound.</summary>
    private async DdiTask Release()
    {
        if (Buffer is { } buffer)
            Ddi.KmemFree(buffer);
        if (Handle is { } handle)
            await Dma.FreeHandle(handle);
        Ddi.RegsMapFree(Regs!);
    }

    /// <summary>Begins with the next request, if there is one. The mutex is held.</summary>
    private async DdiTask StartNext()
    {
        if (!queue.TryDequeue(out var bp))
            return;
        Current = bp;
        Moved = 0;
        await StartPiece(bp);
    }

    /// <summary>The device moves the next piece of a request. The mutex is held.</summary>
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
        regs.Put64(BlockOffset, (ulong)(bp.BlockNumber + (Moved / 512)));
        regs.Put32(EntryCountOffset, (uint)cookies.Count);
        for (var entry = 0; entry < cookies.Count; entry++)
        {
            regs.Put32(ListOffset + (entry * EntrySize), cookies[entry].Address);
            regs.Put32(ListOffset + (entry * EntrySize) + 4, cookies[entry].Size);
        }

        regs.Put32(BytesOffset, Piece);
        regs.Put8(Csr.Offset, (byte)(Csr.Start | Csr.EnableInterrupts | (bp.IsRead ? 0 : Csr.Write)));
    }

    private async DdiTask<DdiIntr> Interrupt()
    {
        await mu.Enter();
        var status = await Regs!.Get8(Csr.Offset);
        if ((status & Csr.Interrupting) == 0)
        {
            mu.Exit();
            return DdiIntr.Unclaimed;
        }

        Regs.Put8(Csr.Offset, Csr.Interrupting);
        await Regs.Get8(Csr.Offset); // for store buffers
        if (Current is not { } bp)
        {
            mu.Exit();
            return DdiIntr.Claimed;
        }

        var failed = (status & Csr.Error) != 0;
        if (!failed && await EndPiece(bp))
        {
            mu.Exit();
            return DdiIntr.Claimed;
        }

        Current = null;
        await StartNext();
        mu.Exit();
        if (failed)
            Ddi.BioError(bp, Errno.EIO);
        await Ddi.BioDone(bp);
        return DdiIntr.Claimed;
    }

    /// <summary>A piece has been moved; true if another one follows, which is started. The mutex is held.</summary>
    private async DdiTask<bool> EndPiece(Buf bp)
    {
        if (bp.IsRead)
        {
            if (settings.Forget != ForgottenSync.ForCpu)
                await Dma.Sync(Handle!, 0, Piece, DmaSyncType.ForCpu);
            Ddi.BpCopyOut(Buffer!, bp, Moved, Piece);
        }

        Moved += Piece;
        bp.Residual -= Piece;
        if (Moved == bp.ByteCount)
            return false;
        await StartPiece(bp);
        return true;
    }
}
