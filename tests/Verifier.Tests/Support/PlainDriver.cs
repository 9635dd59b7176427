namespace DmaActors.Verifier.Tests.Support;

/// <summary>
/// A small driver that keeps every rule: one transfer at a time, nothing fancy. Those that break one derive from it and change one thing.
/// </summary>
[Driver("plain", "keeps every rule")]
public partial class PlainDriver : BlockDriver
{
    public PlainDriver(DevInfo dip)
        : base(dip)
    {
        Mu = Mutex("mu", dip.InterruptPriority);
        Waiting = Queue<Buf>("waiting");
    }

    [SoftState]
    protected partial Buf? Current { get; set; }

    [SoftState]
    protected partial DmaHandle? Handle { get; set; }

    [SoftState]
    protected partial AccessHandle? Regs { get; set; }

    protected KMutex Mu { get; }

    protected SoftQueue<Buf> Waiting { get; }

    protected virtual DmaAttributes Attributes { get; } = new()
    {
        AddrHi = 0xFF_FFFF,
        CountMax = 0xFFFF_FFFF,
        Align = 1,
        BurstSizes = 0x7F,
        MinXfer = 1,
        MaxXfer = 0xFFFF_FFFF,
        Seg = 0xFFFF_FFFF,
        SgLen = 17,
        Granular = 512,
    };

    public override async DdiTask<DdiResult> Attach()
    {
        Regs = Ddi.RegsMapSetup();
        Regs.Put8(Csr.Offset, Csr.Reset);
        Handle = (await Dma.AllocHandle(Attributes, DmaCallback.Sleep)).Handle;
        await Ddi.IntrAddHandler(Interrupt);
        await InAttach();
        return DdiResult.Success;
    }

    public override async DdiTask<DdiResult> Detach()
    {
        await InDetach();
        Regs!.Put8(Csr.Offset, Csr.Reset);
        await Ddi.IntrRemoveHandler();
        await Dma.FreeHandle(Handle!);
        Ddi.RegsMapFree(Regs);
        return DdiResult.Success;
    }

    public override async DdiTask Strategy(Buf bp)
    {
        await InStrategy(bp);
        await Mu.Enter();
        Waiting.Enqueue(bp);
        await StartNext();
        Mu.Exit();
    }

    protected virtual DdiTask InAttach() => DdiTask.Completed;

    protected virtual DdiTask InDetach() => DdiTask.Completed;

    protected virtual DdiTask InStrategy(Buf bp) => DdiTask.Completed;

    /// <summary>The interrupt is the device's, and the mutex is held.</summary>
    protected virtual DdiTask InInterrupt() => DdiTask.Completed;

    /// <summary>Lowers the line.</summary>
    protected virtual async DdiTask Acknowledge()
    {
        Regs!.Put8(Csr.Offset, Csr.Interrupting);
        await Regs.Get8(Csr.Offset);
    }

    /// <summary>Ends a transfer: the mutex is held at the beginning, and released.</summary>
    protected virtual async DdiTask Finish(Buf bp)
    {
        await Dma.UnbindHandle(Handle!);
        Current = null;
        Mu.Exit();
        await Ddi.BioDone(bp);
    }

    /// <summary>The address that the device is told.</summary>
    protected virtual uint AddressOf(DmaCookie cookie) => cookie.Address;

    /// <summary>How many cookies are asked for.</summary>
    protected virtual int Cookies(int count) => count;

    protected virtual async DdiTask<DdiIntr> Interrupt()
    {
        await Mu.Enter();
        var status = await Regs!.Get8(Csr.Offset);
        if ((status & Csr.Interrupting) == 0)
        {
            Mu.Exit();
            return DdiIntr.Unclaimed;
        }

        await Acknowledge();
        await InInterrupt();
        if (Current is not { } bp || (status & Csr.Start) != 0)
        {
            Mu.Exit();
            return DdiIntr.Claimed;
        }

        if ((status & Csr.Error) != 0)
            Ddi.BioError(bp, Errno.EIO);
        await Finish(bp);
        await Mu.Enter();
        await StartNext();
        Mu.Exit();
        return DdiIntr.Claimed;
    }

    /// <summary>Starts the next transfer, if none is under way. The mutex is held.</summary>
    protected async DdiTask StartNext()
    {
        if (Current is not null || !Waiting.TryDequeue(out var bp))
            return;
        var bind = await Dma.BufBindHandle(Handle!, bp, bp.IsRead ? DmaFlags.Read : DmaFlags.Write, DmaCallback.DontWait);
        if (bind.Status != DmaBind.Mapped)
        {
            Ddi.BioError(bp, Errno.EIO);
            await Ddi.BioDone(bp);
            return;
        }

        Current = bp;
        Program(bp, bind.Cookie, bind.CookieCount);
    }

    private void Program(Buf bp, DmaCookie cookie, int count)
    {
        Regs!.Put64(0x08, (ulong)bp.BlockNumber);
        Regs.Put32(0x10, bp.ByteCount);
        Regs.Put32(0x14, (uint)count);
        for (var entry = 0; entry < Cookies(count); entry++)
        {
            if (entry > 0)
                cookie = Dma.NextCookie(Handle!);
            Regs.Put32(0x40 + (8 * entry), AddressOf(cookie));
            Regs.Put32(0x44 + (8 * entry), cookie.Size);
        }

        Regs.Put8(Csr.Offset, (byte)(Csr.Start | Csr.EnableInterrupts | (bp.IsRead ? 0 : Csr.Write)));
    }

    /// <summary>The control and status register of the disks.</summary>
    protected static class Csr
    {
        public const int Offset = 0;
        public const byte Start = 0x01;
        public const byte EnableInterrupts = 0x02;
        public const byte Interrupting = 0x04;
        public const byte Error = 0x08;
        public const byte Reset = 0x10;
        public const byte Write = 0x20;
    }
}
