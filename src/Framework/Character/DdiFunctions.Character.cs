using DmaActors.Framework.Memory;
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
        ArgumentNullException.ThrowIfNull(memory);
        if (!instance.RunsForUser("ddi_umem_lock"))
            return new(new UmemLockResult(Errno.EFAULT, null));
        var aligned = (memory.PageOffset + offset) % memory.PageBytes == 0 && length % memory.PageBytes == 0;
        if (!aligned || flags is not (UmemLockFlags.Read or UmemLockFlags.Write))
            return new(new UmemLockResult(Errno.EINVAL, null));
        var error = Lock(new UserRange(memory, offset, length), forWriting: flags == UmemLockFlags.Write, "ddi_umem_lock");
        if (error != Errno.None)
            return new(new UmemLockResult(error, null));
        return new(new UmemLockResult(Errno.None, new UmemCookie(memory, offset, length, flags, instance.Running("ddi_umem_lock").Name)));
    }

    /// <summary>ddi_umem_unlock(9F), once for each lock, and not before the pages are unbound. Also in interrupts and callbacks.</summary>
    public void UmemUnlock(UmemCookie cookie)
    {
        var context = instance.RunningBelowLockLevel("ddi_umem_unlock");
        ArgumentNullException.ThrowIfNull(cookie);
        instance.Rules.UmemUnlocked(context, cookie);
        if (!cookie.IsLocked)
            return;
        cookie.UnlockedBy = context.Name;
        Unlock(context, new UserRange(cookie.Memory, cookie.Offset, cookie.Length), "ddi_umem_lock");
    }

    /// <summary>ddi_umem_iosetup(9F): a buf for pages that are locked. It ends as one of <see cref="GetRBuf(KernelMemory, uint, long, BufFlags)"/>.</summary>
    /// <param name="cookie">The pages.</param>
    /// <param name="offset">Where in them.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="direction">B_READ or B_WRITE.</param>
    /// <param name="blockNumber">b_lblkno.</param>
    /// <returns>Null: the bytes are not all within the pages, or not the user's, or the pages are not locked any more, which is a finding.</returns>
    public Buf? UmemIoSetup(UmemCookie cookie, uint offset, uint length, BufFlags direction, long blockNumber)
    {
        ArgumentNullException.ThrowIfNull(cookie);
        if (!cookie.IsLocked)
        {
            instance.Rules.Misused(
                instance.Running("ddi_umem_iosetup"),
                Misuse.Memory,
                $"gave ddi_umem_iosetup {cookie.Length} bytes of a user (locked by {cookie.LockedBy}), which {cookie.UnlockedBy} had unlocked");
            return null;
        }

        return (ulong)offset + length > cookie.Length || (ulong)cookie.Offset + offset + length > cookie.Memory.Length
            ? null
            : instance.MakeBuf(cookie.Memory, cookie.Offset + offset, length, blockNumber, direction);
    }

    /// <summary>getrbuf(9F): a buf without memory, for <see cref="Physio"/>.</summary>
    public Buf GetRBuf() => instance.MakeBuf();

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
    /// allows, waits for each request, and unlocks.
    /// </summary>
    /// <param name="strategy">strategy(9E).</param>
    /// <param name="mincnt">Lowers b_bcount to what the device takes at once: <see cref="MinPhys"/>, or a routine that calls it.</param>
    /// <param name="uio">What the user wants; offset and residual move on.</param>
    /// <param name="bp">A buf of the driver's own for all requests, which only one call has at a time: the others wait for it. Null: each request has one of the system's.</param>
    /// <returns>0, an errno of the lock or of a request, EINVAL if nothing is allowed at once or the buf cannot be had, or EFAULT where there is no user.</returns>
    public async DdiTask<Errno> Physio(Func<Buf, DdiTask> strategy, Action<Buf> mincnt, Uio uio, Buf? bp = null)
    {
        ArgumentNullException.ThrowIfNull(uio);
        if (!instance.RunsForUser("physio"))
            return Errno.EFAULT;
        var range = new UserRange(uio.Buffer, uio.Buffer.Length - uio.Residual, uio.Residual);
        var error = Lock(range, forWriting: uio.IsRead, "physio");
        if (error != Errno.None)
            return error;
        if (bp is not null)
            await (bp.Physio ??= new KSema(instance, bp.Name, 1)).P();
        if (bp is null || instance.IsIdle(bp, "physio"))
            error = await Transfer(strategy, mincnt, uio, bp);
        else
            error = Errno.EINVAL;
        bp?.Physio!.V();
        Unlock(instance.Running("physio"), range, "physio");
        return error;
    }

    /// <summary>minphys(9F): lowers b_bcount to <see cref="MaxPhys"/>.</summary>
    public void MinPhys(Buf bp)
    {
        ArgumentNullException.ThrowIfNull(bp);
        bp.ByteCount = Math.Min(bp.ByteCount, MaxPhys);
    }

    /// <summary>The requests of a physio(9F), one after the other, until all is moved, one fails, or one moves nothing.</summary>
    private async DdiTask<Errno> Transfer(Func<Buf, DdiTask> strategy, Action<Buf> mincnt, Uio uio, Buf? own)
    {
        var (error, moved) = (Errno.None, uint.MaxValue);
        while (uio.Residual > 0 && error == Errno.None && moved > 0)
        {
            var bp = own is null ? GetRBuf(uio) : Aimed(own, uio);
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

            moved = error == Errno.None ? bp.ByteCount - Math.Min(bp.Residual, bp.ByteCount) : 0;
            if (own is null)
                FreeRBuf(bp);
            uio.Residual -= moved;
            uio.Offset += moved;
        }

        return error;
    }

    private Buf Aimed(Buf own, Uio uio)
    {
        BioReset(own);
        own.Address(uio.Buffer, uio.Buffer.Length - uio.Residual, uio.Residual, uio.Offset / 512, Direction(uio));
        return own;
    }

    private Errno Lock(UserRange pages, bool forWriting, string by)
    {
        var error = pages.Memory.Lock(pages.Offset, pages.Length, forWriting);
        if (error != Errno.None)
            return error;
        instance.Held?.LockedPages.Add(pages);
        instance.Rules.PagesLocked(instance, by, locked: true);
        return Errno.None;
    }

    /// <summary>Unlocks, and finds what is bound to the pages and can move from now on.</summary>
    private void Unlock(TaskContext context, UserRange pages, string by)
    {
        using var inside = instance.Rules.Gate.Enter();
        DmaHandle[] locked = [.. pages.Memory.Bound.Where(handle => handle.BoundUser!.IsLocked)];
        pages.Memory.Unlock(pages.Offset, pages.Length);
        instance.Held?.LockedPages.Remove(pages);
        foreach (var handle in locked)
        {
            if (!handle.BoundUser!.IsLocked)
                instance.Rules.UnlockedBound(handle, context);
        }

        instance.Rules.PagesLocked(instance, by, locked: false);
    }

    private static BufFlags Direction(Uio uio) => uio.IsRead ? BufFlags.Read : BufFlags.Write;
}
