using DmaActors.Framework.Rules;

namespace DmaActors.Framework;

/// <summary>The part of the DDI that has to do with the memory of user processes: locking it, and I/O straight to it.</summary>
public sealed partial class DdiFunctions
{
    /// <summary>The most that one request of <see cref="MinPhys"/> has: maxphys of the system, 56 KiB.</summary>
    public const uint MaxPhys = 56 << 10;

    /// <summary>ddi_umem_lock(9F): from now on the pages stay where they are. In user context only.</summary>
    /// <param name="memory">The user's buffer.</param>
    /// <param name="offset">Where in it; a page must begin there.</param>
    /// <param name="length">Bytes: whole pages.</param>
    /// <param name="flags">Exactly one of them.</param>
    public ContextCall<UmemLockResult> UmemLock(UserMemory memory, uint offset, uint length, UmemLockFlags flags)
    {
        instance.RunningWhereItMayBlock("ddi_umem_lock");
        ArgumentNullException.ThrowIfNull(memory);
        var aligned = (memory.PageOffset + offset) % memory.PageBytes == 0 && length % memory.PageBytes == 0;
        if (!aligned || flags is not (UmemLockFlags.Read or UmemLockFlags.Write))
            return new(new UmemLockResult(Errno.EINVAL, null));
        var error = memory.Lock(offset, length, forWriting: flags == UmemLockFlags.Write);
        if (error != Errno.None)
            return new(new UmemLockResult(error, null));
        instance.Rules.PagesLocked(instance, locked: true);
        return new(new UmemLockResult(Errno.None, new UmemCookie(memory, offset, length, flags)));
    }

    /// <summary>ddi_umem_unlock(9F), once for each lock. Also in interrupts and callbacks.</summary>
    public void UmemUnlock(UmemCookie cookie)
    {
        var context = instance.RunningBelowLockLevel("ddi_umem_unlock");
        ArgumentNullException.ThrowIfNull(cookie);
        instance.Rules.UmemUnlocked(context, cookie);
        if (!cookie.IsLocked)
            return;
        cookie.IsLocked = false;
        cookie.Memory.Unlock(cookie.Offset, cookie.Length);
        instance.Rules.PagesLocked(instance, locked: false);
    }

    /// <summary>ddi_umem_iosetup(9F): a buf for pages that are locked. It ends as one of <see cref="GetRBuf(KernelMemory, uint, long, BufFlags)"/>.</summary>
    /// <param name="cookie">The pages.</param>
    /// <param name="offset">Where in them.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="direction">B_READ or B_WRITE.</param>
    /// <param name="blockNumber">b_lblkno.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all within the pages, or not the user's.</exception>
    public Buf UmemIoSetup(UmemCookie cookie, uint offset, uint length, BufFlags direction, long blockNumber)
    {
        ArgumentNullException.ThrowIfNull(cookie);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)offset + length, cookie.Length, nameof(length));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)cookie.Offset + offset + length, cookie.Memory.Length, nameof(length));
        return instance.MakeBuf(cookie.Memory, cookie.Offset + offset, length, blockNumber, direction);
    }

    /// <summary>
    /// getrbuf(9F), and its fields set to what a user wants: B_PHYS, b_addr, b_bcount, b_lblkno. This locks nothing; <see cref="Physio"/> does, and is what drivers use.
    /// </summary>
    public Buf GetRBuf(Uio uio)
    {
        ArgumentNullException.ThrowIfNull(uio);
        return instance.MakeBuf(uio.Buffer, uio.Buffer.Length - uio.Residual, uio.Residual, uio.Offset / 512, Direction(uio));
    }

    /// <summary>
    /// physio(9F): I/O straight to a user's buffer, from read(9E) and write(9E). Locks the buffer, calls strategy with as much of it at a time as <paramref name="mincnt"/>
    /// allows, waits for each request, and unlocks. The buf is its own (bp is NULL).
    /// </summary>
    /// <param name="strategy">strategy(9E).</param>
    /// <param name="mincnt">Lowers b_bcount to what the device takes at once: <see cref="MinPhys"/>, or a routine that calls it.</param>
    /// <param name="uio">What the user wants; offset and residual move on.</param>
    /// <returns>0, an errno of the lock or of a request, or EINVAL if nothing is allowed at once.</returns>
    public async DdiTask<Errno> Physio(Func<Buf, DdiTask> strategy, Action<Buf> mincnt, Uio uio)
    {
        instance.RunningWhereItMayBlock("physio");
        ArgumentNullException.ThrowIfNull(uio);
        var (buffer, start, length) = (uio.Buffer, uio.Buffer.Length - uio.Residual, uio.Residual);
        var error = buffer.Lock(start, length, forWriting: uio.IsRead);
        if (error != Errno.None)
            return error;
        var moved = uint.MaxValue;
        while (uio.Residual > 0 && error == Errno.None && moved > 0)
        {
            var bp = GetRBuf(uio);
            mincnt(bp);
            if (bp.ByteCount == 0)
            {
                error = Errno.EINVAL;
            }
            else
            {
                await instance.CallStrategy(bp, strategy);
                error = await BioWait(bp);
            }

            moved = error == Errno.None ? bp.ByteCount - bp.Residual : 0;
            FreeRBuf(bp);
            uio.Residual -= moved;
            uio.Offset += moved;
        }

        buffer.Unlock(start, length);
        return error;
    }

    /// <summary>minphys(9F): lowers b_bcount to <see cref="MaxPhys"/>.</summary>
    public void MinPhys(Buf bp)
    {
        ArgumentNullException.ThrowIfNull(bp);
        bp.ByteCount = Math.Min(bp.ByteCount, MaxPhys);
    }

    private static BufFlags Direction(Uio uio) => uio.IsRead ? BufFlags.Read : BufFlags.Write;
}
