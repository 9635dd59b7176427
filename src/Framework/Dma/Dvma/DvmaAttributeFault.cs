namespace DmaActors.Framework.Dma;

/// <summary>Why attributes are refused with BADATTR by a nexus of sun4u.</summary>
internal enum DvmaAttributeFault
{
    /// <summary>The attributes are accepted.</summary>
    None,

    /// <summary>PCI: the version is not 0.</summary>
    Version,

    /// <summary>No address is left between the limits. (A single address counts as none.)</summary>
    AddrHiNotAboveAddrLo,

    /// <summary>PCI: segments are no whole number of pages, or of what the alignment asks for.</summary>
    SegBelowAlign,

    /// <summary>PCI: physical addresses are asked for, and the bridge has no way around the IOMMU.</summary>
    NoBypass,

    /// <summary>PCI: physical addresses are asked for, which nobody arranges into segments.</summary>
    BypassSeg,

    /// <summary>PCI: physical addresses are asked for, which nobody aligns beyond a page.</summary>
    BypassAlign,

    /// <summary>PCI: the device reaches no DVMA at all, only other devices of its bus, and those are not arranged into segments.</summary>
    PeerOnlySeg,

    /// <summary>PCI: the device reaches no DVMA at all, only other devices of its bus, and those are not aligned beyond a page.</summary>
    PeerOnlyAlign,

    /// <summary>SBus: no burst size that the system has, too.</summary>
    NoBurstSize,

    /// <summary>SBus: the device reaches no DVMA.</summary>
    OutsideDvma,

    /// <summary>SBus: there is no way around the IOMMU.</summary>
    ForcePhysical,

    /// <summary>SBus: segments are no whole number of pages.</summary>
    SegNotWholePages,
}
