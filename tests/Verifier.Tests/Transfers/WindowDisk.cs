using System.ComponentModel;

namespace DmaActors.Verifier.Tests.Transfers;

/// <summary>Transfers requests window by window, in one of several ways: some are right.</summary>
[Driver("window-disk", "DMA071, DMA072", Settings = typeof(WindowDiskSettings))]
public sealed partial class WindowDisk(DevInfo dip, WindowDiskSettings settings) : PlainDriver(dip)
{
    /// <summary>Windows in the order in which they are transferred.</summary>
    private readonly Queue<int> order = new();

    [SoftState]
    private partial int WindowCount { get; set; }

    /// <summary>Bytes that the device was told.</summary>
    [SoftState]
    private partial uint Length { get; set; }

    protected override DmaAttributes Attributes => base.Attributes with { SgLen = 4 };

    public override async DdiTask Strategy(Buf bp)
    {
        await Mu.Enter();
        Waiting.Enqueue(bp);
        await Begin();
        Mu.Exit();
    }

    protected override async DdiTask<DdiIntr> Interrupt()
    {
        await Mu.Enter();
        if ((await Regs!.Get8(Csr.Offset) & Csr.Interrupting) == 0)
        {
            Mu.Exit();
            return DdiIntr.Unclaimed;
        }

        await Acknowledge();
        var bp = Current!;
        if (order.TryDequeue(out var window))
        {
            await Start(bp, window);
            Mu.Exit();
            return DdiIntr.Claimed;
        }

        bp.Residual = settings.How switch
        {
            "subtracts-twice" => unchecked(0 - Length),
            "shortens-and-says-so" => bp.ByteCount - Length,
            _ => 0,
        };
        if (settings.How == "shortens-and-fails")
            Ddi.BioError(bp, Errno.EIO);
        await Finish(bp);
        await Mu.Enter();
        await Begin();
        Mu.Exit();
        return DdiIntr.Claimed;
    }

    private async DdiTask Begin()
    {
        if (Current is not null || !Waiting.TryDequeue(out var bp))
            return;
        var bind = await Dma.BufBindHandle(Handle!, bp, (bp.IsRead ? DmaFlags.Read : DmaFlags.Write) | DmaFlags.Partial, DmaCallback.DontWait);
        Current = bp;
        if (bind.Status != DmaBind.PartialMap || !Dma.NumWin(Handle!, out var windows))
            throw new InvalidOperationException($"{bind}");
        WindowCount = windows;
        Plan();
        var first = order.Dequeue();
        if (settings.How == "looks-ahead")
        {
            for (var window = 1; window < windows; window++)
                await Dma.GetWin(Handle!, window);
            await Start(bp, first);
        }
        else if (first == 0)
        {
            Program(bp, 0, bind.Cookie, bind.CookieCount);
        }
        else
        {
            await Start(bp, first);
        }

        if (settings.How == "leaves-early")
        {
            while ((await Regs!.Get8(Csr.Offset) & Csr.Start) == 0)
                await Ddi.USecWait(1);
            await Ddi.USecWait(10); // the engine moves bytes now
            await Dma.GetWin(Handle!, 1);
        }
    }

    /// <summary>Which window after which.</summary>
    private void Plan()
    {
        var all = Enumerable.Range(0, WindowCount);
        all = settings.How switch
        {
            "skips" => all.Where(window => window != 1),
            "repeats" => all.Select(window => Math.Min(window, WindowCount - 2)),
            "backwards" => all.Reverse(),
            "tries-again" => all.SelectMany(window => new[] { window, window }),
            "shortens" or "shortens-and-says-so" or "shortens-and-fails" => [0],
            _ => all,
        };
        foreach (var window in all)
            order.Enqueue(window);
    }

    private async DdiTask Start(Buf bp, int index)
    {
        var next = await Dma.GetWin(Handle!, index);
        if (next.Status != DdiResult.Success)
            throw new InvalidOperationException($"{next}");
        Program(bp, next.Window.Offset, next.Window.Cookie, next.Window.CookieCount);
    }

    private void Program(Buf bp, uint offset, DmaCookie cookie, int count)
    {
        if (settings.How.StartsWith("shortens", StringComparison.Ordinal))
            count = 1;
        Length = 0;
        for (var entry = 0; entry < count; entry++)
        {
            if (entry > 0)
                cookie = Dma.NextCookie(Handle!);
            Regs!.Put32(0x40 + (8 * entry), cookie.Address);
            Regs.Put32(0x44 + (8 * entry), cookie.Size);
            Length += cookie.Size;
        }

        Regs!.Put64(0x08, (ulong)(bp.BlockNumber + (offset / 512)));
        Regs.Put32(0x10, Length);
        Regs.Put32(0x14, (uint)count);
        Regs.Put8(Csr.Offset, (byte)(Csr.Start | Csr.EnableInterrupts | (bp.IsRead ? 0 : Csr.Write)));
    }
}

/// <summary>Settings of <see cref="WindowDisk"/>.</summary>
public sealed class WindowDiskSettings
{
    [Description("In which way.")]
    public string How { get; set; } = "in-order";
}
