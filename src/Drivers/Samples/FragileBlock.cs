using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DmaActors.Drivers.Block;

namespace DmaActors.Drivers.Samples;

/// <summary>
/// The block driver for a scatter/gather disk with a defect: it throws when it is about to start its n-th transfer, with its mutex held and its buf bound. In which context depends on
/// the load: strategy when the driver is idle, the interrupt handler when requests wait in its queue, a callback when they wait for resources.
/// </summary>
[Driver("fragile-block", "block driver for a disk with a scatter/gather list, with a defect: it throws at one of its transfers", Settings = typeof(FragileBlockSettings))]
public sealed partial class FragileBlock(DevInfo dip, FragileBlockSettings settings) : SgBlock(dip, settings)
{
    /// <summary>Transfers since the instance was made: a fresh one begins anew.</summary>
    [SoftState]
    public partial int Started { get; private set; }

    protected override DdiTask<uint> Program(Buf bp, long block, DmaCookie cookie, int cookieCount)
    {
        if (++Started == settings.ThrowsAt)
            throw new InvalidOperationException($"transfer {settings.ThrowsAt} was one too many");
        return base.Program(bp, block, cookie, cookieCount);
    }
}

/// <summary>Settings of <see cref="FragileBlock"/>.</summary>
public sealed class FragileBlockSettings : SgBlockSettings
{
    [Description("Which of its transfers each instance does not survive, from 1.")]
    [Range(1, 1_000_000)]
    public int ThrowsAt { get; set; } = 20;
}
