namespace DmaActors.Drivers.Manual;

/// <summary>
/// What the manual's examples take for granted: a state structure with mutex, registers and handle, attach, the end of detach, and the place where they say that the DMA engine
/// is programmed. The same for the examples as published and as corrected, so that what differs is the example.
/// </summary>
public abstract partial class ManualDriver : BlockDriver
{
    private const int BlockBytes = 512;
    private const uint LabelBytes = 8_192;

    private readonly bool flushesAtClose;

    protected ManualDriver(DevInfo dip, ManualSettings settings)
        : base(dip)
    {
        flushesAtClose = settings.FlushAtClose;
        Mu = Mutex("mu", dip.InterruptPriority);
        Attributes = new DmaAttributes
        {
            AddrLo = (ulong)settings.LowestAddress,
            AddrHi = (1UL << settings.AddressBits) - 1,
            CountMax = 0xFFFF_FFFF,
            Align = 1,
            BurstSizes = 0x7F, // 1 to 64 bytes
            MinXfer = 1,
            MaxXfer = 0xFFFF_FFFF,
            Seg = 0xFFFF_FFFF,
            SgLen = settings.SgLen,
            Granular = (uint)settings.Granular,
        };
    }

    /// <summary>What the device's DMA engine can do.</summary>
    protected DmaAttributes Attributes { get; }

    /// <summary>mu.</summary>
    protected KMutex Mu { get; }

    /// <summary>access_hdl: the registers.</summary>
    [SoftState]
    protected partial AccessHandle? AccessHdl { get; private set; }

    /// <summary>handle.</summary>
    [SoftState]
    protected partial DmaHandle? Handle { get; private set; }

    /// <summary>xxattach.</summary>
    public override async DdiTask<DdiResult> Attach()
    {
        AccessHdl = Ddi.RegsMapSetup();
        AccessHdl.Put8(DeviceReg.Csr, DeviceReg.Reset);
        var alloc = await Dma.AllocHandle(Attributes, DmaCallback.Sleep);
        if (alloc.Status != DmaAlloc.Success)
        {
            Ddi.RegsMapFree(AccessHdl);
            return DdiResult.Failure;
        }

        Handle = alloc.Handle;
        if (await Ddi.IntrAddHandler(XxIntr) == DdiResult.Success)
            return DdiResult.Success;
        await Dma.FreeHandle(Handle!);
        Ddi.RegsMapFree(AccessHdl);
        return DdiResult.Failure;
    }

    /// <inheritdoc/>
    public override async DdiTask<Errno> Close()
    {
        if (flushesAtClose)
            await Issue(0);
        return Errno.None;
    }

    /// <summary>xxintr.</summary>
    protected abstract DdiTask<DdiIntr> XxIntr();

    /// <summary>Makes the device quiet and sees to it that its handler runs no more: nothing but callbacks can come after that.</summary>
    protected async DdiTask Silence()
    {
        AccessHdl!.Put8(DeviceReg.Csr, DeviceReg.Reset);
        await Ddi.IntrRemoveHandler();
    }

    /// <summary>
    /// Reads the label for the next open, with a buf of the driver's own for which nobody waits: its b_iodone gives it back. Where example 9-6 is about callbacks that are
    /// outstanding at detach, this is what they are outstanding for: requests of users have ended by then.
    /// </summary>
    protected DdiTask ReadLabelAhead() => Issue(LabelBytes);

    /// <summary>Issues a read of the first bytes, with a buf of the driver's own that its b_iodone gives back.</summary>
    private async DdiTask Issue(uint bytes)
    {
        if (Ddi.KmemAlloc(LabelBytes) is not { } memory)
            return;
        var own = Ddi.GetRBuf(memory, bytes, 0, BufFlags.Read | BufFlags.Async);
        own.IoDone = bp =>
        {
            Ddi.FreeRBuf(bp);
            Ddi.KmemFree(memory);
            return DdiTask.Completed;
        };
        await Ddi.BdevStrategy(own);
    }

    /// <summary>"Program the DMA engine": all cookies of the window go into the list, and the device is started.</summary>
    /// <param name="bp">The request.</param>
    /// <param name="offset">Where in the request the window begins, in bytes.</param>
    /// <param name="cookie">The first cookie.</param>
    /// <param name="count">Cookies of the window.</param>
    /// <returns>Bytes of the window.</returns>
    protected uint Program(Buf bp, long offset, DmaCookie cookie, int count)
    {
        var length = 0u;
        for (var entry = 0; entry < count; entry++)
        {
            if (entry > 0)
                cookie = Dma.NextCookie(Handle!);
            Load(entry, cookie);
            length += cookie.Size;
        }

        Go(bp, offset, count, length);
        return length;
    }

    /// <summary>Stores a cookie in the list.</summary>
    protected void Load(int entry, DmaCookie cookie)
    {
        AccessHdl!.Put32(DeviceReg.SgList + (entry * DeviceReg.SgEntry) + DeviceReg.DmaSize, cookie.Size);
        AccessHdl.Put32(DeviceReg.SgList + (entry * DeviceReg.SgEntry) + DeviceReg.DmaAddr, cookie.Address);
    }

    /// <summary>Says how many entries of the list count and where on the disk the data are, and starts the transfer.</summary>
    protected void Go(Buf bp, long offset, int count, uint length)
    {
        AccessHdl!.Put64(DeviceReg.Block, (ulong)(bp.BlockNumber + (offset / BlockBytes)));
        AccessHdl.Put32(DeviceReg.Bytes, length);
        AccessHdl.Put32(DeviceReg.SgCount, (uint)count);
        AccessHdl.Put8(DeviceReg.Csr, (byte)(DeviceReg.EnableInterrupts | DeviceReg.StartTransfer | (bp.IsRead ? 0 : DeviceReg.Write)));
    }
}
