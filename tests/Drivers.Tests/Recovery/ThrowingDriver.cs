using DmaActors.Drivers.Block;
using DmaActors.Framework.Dma;
using DmaActors.Framework;
using DmaActors.Simulation;

namespace DmaActors.Drivers.Tests.Recovery;

/// <summary>
/// A block driver that throws in the context that its settings name, once in the life of each of its first instances, with whatever it holds there. An instance that is told to throw in
/// attach does so at once.
/// </summary>
[Driver("throwing-block", "throws where it is told to", Settings = typeof(ThrowingSettings))]
public sealed class ThrowingDriver(DevInfo dip, ThrowingSettings settings) : SgBlock(dip, settings)
{
    private static readonly TimerName Soon = new("soon");

    private int calls;

    public override async DdiTask<DdiResult> Attach()
    {
        var result = await base.Attach();
        settings.ThrowIn(Dip, "attach");
        return result;
    }

    public override async DdiTask<Errno> Open()
    {
        settings.ThrowIn(Dip, "open");
        return await base.Open();
    }

    public override async DdiTask<Errno> Close()
    {
        settings.ThrowIn(Dip, "close");
        return await base.Close();
    }

    public override async DdiTask<DdiResult> Detach()
    {
        settings.ThrowIn(Dip, "detach");
        return await base.Detach();
    }

    /// <summary>Beside whatever goes on: a callback may just have returned, and nobody knows yet.</summary>
    private DdiTask ThrowLater()
    {
        settings.ThrowIn(Dip, "timeout");
        return DdiTask.Completed;
    }

    public override DdiTask<Errno> Read(Uio uio) => Ddi.Physio(Strategy, Ddi.MinPhys, uio);

    public override DdiTask<Errno> Write(Uio uio) => Ddi.Physio(Strategy, Ddi.MinPhys, uio);

    protected override async DdiTask<uint> Program(Buf bp, long block, DmaCookie cookie, int cookieCount)
    {
        var length = await base.Program(bp, block, cookie, cookieCount);
        // The device works already.
        if (++calls == settings.Transfer)
        {
            settings.ThrowIn(Dip, "transfer");
            if (settings.IsToThrow(Dip, "timeout"))
                Ddi.Timeout(Soon, ThrowLater, default);
        }

        return length;
    }
}

/// <summary>Settings of <see cref="ThrowingDriver"/>.</summary>
public sealed class ThrowingSettings : SgBlockSettings
{
    [System.ComponentModel.Description("Where.")]
    public string In { get; set; } = "transfer";

    [System.ComponentModel.Description("At which transfer.")]
    public int Transfer { get; set; } = 5;

    [System.ComponentModel.Description("Every instance, not only the first.")]
    public bool Always { get; set; }

    internal bool IsToThrow(DevInfo dip, string where) => In == where && (Always || !dip.Name.Contains('@', StringComparison.Ordinal));

    /// <summary>A driver is in a place where it may be told to throw.</summary>
    internal void ThrowIn(DevInfo dip, string where)
    {
        if (IsToThrow(dip, where))
            throw new InvalidOperationException($"threw in {where}");
    }
}
