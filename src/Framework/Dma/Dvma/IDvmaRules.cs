using System.Diagnostics.CodeAnalysis;

namespace DmaActors.Framework.Dma;

/// <summary>What the two nexuses of sun4u, PCI and SBus, decide differently. Pure: no resource is taken here, no memory touched.</summary>
internal interface IDvmaRules
{
    /// <summary>The result of <c>ddi_dma_unbind_handle(9F)</c> with nothing bound.</summary>
    DdiResult UnbindUnbound { get; }

    /// <summary>Whether callbacks for handles and for DVMA are on two lists, of which a handle that is freed runs only its own.</summary>
    bool HandlesWaitApart { get; }

    /// <summary>The result of a bind with SLEEP for which there is no DVMA; NORESOURCES: it sleeps.</summary>
    DmaBind ExhaustedWithSleep { get; }

    /// <summary>Whether window 0 can be asked for after a bind that was MAPPED.</summary>
    bool HasWindowWhenMapped { get; }

    /// <summary>Derives the limits, or answers false for attributes that <c>ddi_dma_alloc_handle(9F)</c> refuses with BADATTR.</summary>
    /// <param name="attributes">The device's attributes; null is refused, too.</param>
    /// <param name="limits">The limits, if true is returned.</param>
    bool TryDerive(DmaAttributes? attributes, [NotNullWhen(true)] out DvmaLimits? limits);

    /// <summary>
    /// <c>ddi_dma_set_sbus64(9F)</c>: the burst sizes of a handle whose device moves 64 bits at a time. False, which is FAILURE, where there is no such bus and if
    /// no size is left.
    /// </summary>
    /// <param name="wanted">Bit n: the device has bursts of 2^n bytes.</param>
    /// <param name="burstSizes">Those that the bus has, too, if true is returned.</param>
    bool TrySetSBus64(uint wanted, out uint burstSizes);

    /// <summary>Decides a bind as far as it does not depend on what is free.</summary>
    /// <param name="limits">The device.</param>
    /// <param name="frames">Page frame numbers of the object, in order.</param>
    /// <param name="offset">Where the object starts in its first page.</param>
    /// <param name="length">Bytes of the object.</param>
    /// <param name="flags">The flags of the bind.</param>
    DvmaPlan Plan(DvmaLimits limits, ReadOnlySpan<ulong> frames, uint offset, uint length, DmaFlags flags);

    /// <summary>Whether the streaming cache is between the device and DVMA that is bound with these flags.</summary>
    DvmaCaching CachingOf(DvmaAddressing addressing, DmaFlags flags);

    /// <summary>The start of the last window that <c>ddi_dma_getwin(9F)</c> gives.</summary>
    /// <param name="limits">The device.</param>
    /// <param name="length">Bytes of the object.</param>
    uint LastWindowStart(DvmaLimits limits, uint length);

    /// <summary>What a <c>ddi_dma_sync(9F)</c> does.</summary>
    /// <param name="mapping">The handle's mapping, bound or not.</param>
    /// <param name="offset">The driver's offset in bytes, from the start of the object.</param>
    /// <param name="length">The driver's length in bytes; 0 stands for that of the window.</param>
    /// <param name="type">The driver's direction; any number is tolerated.</param>
    DvmaSync Sync(DvmaMapping mapping, ulong offset, ulong length, DmaSyncType type);
}
