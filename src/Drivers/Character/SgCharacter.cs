using DmaActors.Drivers.Block;

namespace DmaActors.Drivers.Character;

/// <summary>
/// The character interface of a disk, beside the block one: read and write go straight between the disk and the user's buffer. physio(9F) locks the buffer, cuts it into
/// requests for strategy, and waits for each.
/// </summary>
[Driver("sg-character", "character driver for a disk with a scatter/gather list: read and write through physio", Settings = typeof(SgBlockSettings))]
public sealed class SgCharacter(DevInfo dip, SgBlockSettings settings) : SgBlock(dip, settings)
{
    private const uint BlockBytes = 512;

    /// <inheritdoc/>
    public override DdiTask<Errno> Read(Uio uio) => Transfer(uio);

    /// <inheritdoc/>
    public override DdiTask<Errno> Write(Uio uio) => Transfer(uio);

    private DdiTask<Errno> Transfer(Uio uio) =>
        uio.Offset % BlockBytes != 0 || uio.Residual % BlockBytes != 0 ? new(Errno.EINVAL) : Ddi.Physio(Strategy, Ddi.MinPhys, uio);
}
