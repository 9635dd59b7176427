using DmaActors.Framework.Callbacks;
using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Nexus;

/// <summary>
/// The DMA part of a nexus driver's bus operations: what a platform does for a handle. <see cref="RootNexus"/> calls them and has the rest, which is the same
/// everywhere: who waits, who is called back, what rules observe.
/// </summary>
internal interface IBusOps
{
    /// <summary>What has been counted.</summary>
    NexusCounters Counters { get; }

    /// <summary>Handles that are bound.</summary>
    int Bound { get; }

    /// <summary>Pages of copy buffer, or of DVMA, that bindings hold.</summary>
    int PagesInUse { get; }

    /// <summary>The result of <c>ddi_dma_unbind_handle(9F)</c> with nothing bound.</summary>
    DdiResult UnbindUnbound { get; }

    /// <summary>Where those wait who found no room for a handle; those who found too little for a bind wait on <see cref="ListId.RootNexus"/>.</summary>
    ListId HandleList { get; }

    /// <summary>The mapping of a new handle; null, which is BADATTR, for attributes that can never be met.</summary>
    IDmaMapping? AllocHandle(DmaAttributes? attributes);

    /// <summary>The bind, without the entry to the first window. MAPPED and PARTIAL_MAP leave the mapping bound, anything else leaves it free.</summary>
    DmaBind Map(Bind bind);

    /// <summary>Gives back all that a bound handle holds. The window is left first, or what is in it is dropped.</summary>
    void Unmap(DmaHandle handle);

    /// <summary>The current window is about to be used by the device: at bind and getwin.</summary>
    void EnterWindow(ActorContext who, DmaHandle handle);

    /// <summary>The current window is not used by the device any more: the implicit sync of getwin and unbind.</summary>
    void LeaveWindow(ActorContext who, DmaHandle handle);

    /// <summary><c>ddi_dma_sync(9F)</c>, of a handle bound or not.</summary>
    DdiResult Sync(ActorContext who, SyncHandle sync);

    /// <summary><c>ddi_dma_set_sbus64(9F)</c>: FAILURE, and no change, on any other bus.</summary>
    DdiResult SetSBus64(DmaHandle handle, uint burstSizes);

    /// <summary>What in the attributes or in the machine forbids a bind for ever; null: a release can help.</summary>
    string? WhyNever(Bind bind);

    /// <summary>How much of what it maps with is in use, for a reader.</summary>
    void Describe(StateWriter state);

    /// <summary>Checks that the books balance.</summary>
    /// <exception cref="InvalidOperationException">They do not: a fault of ours.</exception>
    void AssertInvariants();
}
