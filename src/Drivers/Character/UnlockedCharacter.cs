using DmaActors.Drivers.Block;

namespace DmaActors.Drivers.Character;

/// <summary>
/// A character driver that forgets to lock: it makes a buf for the user's buffer itself and hands that to strategy. All goes well until the system moves a page between the bind and
/// the end of the transfer; the device goes on with the frame where the page was.
/// </summary>
[Driver("unlocked-character", "character driver that forgets to lock the user's buffer (wrong on purpose)", Settings = typeof(SgBlockSettings))]
public sealed class UnlockedCharacter(DevInfo dip, SgBlockSettings settings) : SgBlock(dip, settings)
{
    /// <inheritdoc/>
    public override DdiTask<Errno> Read(Uio uio) => Transfer(uio);

    /// <inheritdoc/>
    public override DdiTask<Errno> Write(Uio uio) => Transfer(uio);

    private async DdiTask<Errno> Transfer(Uio uio)
    {
        var bp = Ddi.GetRBuf(uio);
        await Ddi.BdevStrategy(bp);
        var error = await Ddi.BioWait(bp);
        uio.Residual = bp.Residual;
        Ddi.FreeRBuf(bp);
        return error;
    }
}
