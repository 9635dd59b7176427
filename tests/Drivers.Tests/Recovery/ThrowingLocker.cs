using DmaActors.Drivers.Block;
using DmaActors.Framework;
using DmaActors.Simulation;

namespace DmaActors.Drivers.Tests.Recovery;

/// <summary>A character driver that locks a page of every user and keeps the lock, until it throws in the fourth call of its life.</summary>
[Driver("throwing-locker", "throws with pages of four users locked", Settings = typeof(SgBlockSettings))]
public sealed class ThrowingLocker(DevInfo dip, SgBlockSettings settings) : SgBlock(dip, settings)
{
    private const uint Page = 4_096;
    private const uint BlockBytes = 512;

    private int calls;

    public override DdiTask<Errno> Read(Uio uio) => Transfer(uio, UmemLockFlags.Write);

    public override DdiTask<Errno> Write(Uio uio) => Transfer(uio, UmemLockFlags.Read);

    private async DdiTask<Errno> Transfer(Uio uio, UmemLockFlags flags)
    {
        // Wherever a page begins.
        var locked = await Ddi.UmemLock(uio.Buffer, 0, Page, flags);
        for (var offset = BlockBytes; locked.Error == Errno.EINVAL; offset += BlockBytes)
            locked = await Ddi.UmemLock(uio.Buffer, offset, Page, flags);
        if (locked.Error != Errno.None)
            return locked.Error;
        if (++calls == 4)
            throw new InvalidOperationException("the fourth call was one too many");
        return await Ddi.Physio(Strategy, Ddi.MinPhys, uio);
    }
}
