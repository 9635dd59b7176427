using DmaActors.Drivers.Block;

namespace DmaActors.Drivers.Isa;

/// <summary>
/// A block driver of a device on the ISA bus: each request needs a channel of the system's DMA engine, which is given back before the next one, because another device may be wired
/// to it. Whether the engine moves the data (third-party DMA) or lends the bus to the device (first-party DMA) is what the derived classes say; their steps have the numbers of the
/// manual.
/// </summary>
/// <remarks>
/// The channel comes first and the memory second, always, so that no two drivers wait for each other; while memory is short the channel is kept.
/// </remarks>
public abstract partial class IsaBlockDriver : BlockDmaDriver
{
    private readonly IsaBlockSettings settings;

    protected IsaBlockDriver(DevInfo dip, IsaBlockSettings settings)
        : base(dip, settings, dip.InterruptPriority) => this.settings = settings;

    /// <summary>The channel is this driver's.</summary>
    [SoftState]
    public partial bool HasChannel { get; private set; }

    /// <summary>What the system's DMA engine can do.</summary>
    [SoftState]
    protected partial DmaAttributes? Engine { get; private set; }

    /// <summary>The channel of the DMA engine that the device is wired to.</summary>
    protected int Channel => settings.Channel;

    /// <summary>What there is to do with the channel when it has been allocated.</summary>
    protected virtual DdiTask Configure() => DdiTask.Completed;

    /// <summary>On a machine without an engine every allocation of a channel fails, and no callback follows: there is nothing to attach to.</summary>
    protected sealed override async DdiTask<bool> Allocate()
    {
        if (Ddi.SlaveOnly() == DdiResult.Success || Dma.DmaeGetAttr(out var engine) != DdiResult.Success)
            return false;
        Engine = engine;
        return await base.Allocate();
    }

    protected sealed override async DdiTask<bool> Acquire()
    {
        if (HasChannel)
            return true;
        var alloc = await Dma.DmaeAlloc(Channel, ResourcesBack, this);
        if (alloc.Status != DdiResult.Success)
            return false;
        HasChannel = true;
        await Configure();
        return true;
    }

    protected sealed override async DdiTask Relinquish()
    {
        HasChannel = false;
        await Dma.DmaeRelease(Channel);
    }
}
