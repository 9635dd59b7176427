using DmaActors.Drivers.Block;

namespace DmaActors.Drivers.Character;

/// <summary>
/// A character driver that locks the user's pages itself, so that it can bind the whole buffer at once, and forgets to unlock them. Every request succeeds, until no more pages can be
/// locked: from then on reads and writes fail with EAGAIN.
/// </summary>
[Driver("leaking-character", "character driver that forgets to unlock the user's pages (wrong on purpose)", Settings = typeof(SgBlockSettings))]
public sealed class LeakingCharacter(DevInfo dip, SgBlockSettings settings) : SgBlock(dip, settings)
{
    private const uint BlockBytes = 512;

    /// <inheritdoc/>
    public override DdiTask<Errno> Read(Uio uio) => Transfer(uio, UmemLockFlags.Write, BufFlags.Read);

    /// <inheritdoc/>
    public override DdiTask<Errno> Write(Uio uio) => Transfer(uio, UmemLockFlags.Read, BufFlags.Write);

    private async DdiTask<Errno> Transfer(Uio uio, UmemLockFlags flags, BufFlags direction)
    {
        var length = uio.Residual;
        var locked = await Ddi.UmemLock(uio.Buffer, 0, length, flags);
        if (locked.Error == Errno.EINVAL)
            return await Ddi.Physio(Strategy, Ddi.MinPhys, uio); // not whole pages
        if (locked.Error != Errno.None)
            return locked.Error;
        var bp = Ddi.UmemIoSetup(locked.Cookie!, 0, length, direction, uio.Offset / BlockBytes)!;
        await Ddi.BdevStrategy(bp);
        var error = await Ddi.BioWait(bp);
        uio.Residual = bp.Residual;
        Ddi.FreeRBuf(bp);
        return error; // and the pages stay locked
    }
}
