using System.Runtime.InteropServices;

namespace DmaActors.Framework.Dma;

/// <summary>What a nexus of sun4u decides about a bind before it takes any resource.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DvmaPlan
{
    /// <summary>How the bind ends if there is DVMA for it.</summary>
    public DmaBind Status { get; private init; }

    /// <summary>What the cookies' addresses are.</summary>
    public DvmaAddressing Addressing { get; private init; }

    /// <summary>Bytes of the first window.</summary>
    public uint First { get; private init; }

    /// <summary>Bytes of each other window but the last, which has what is left.</summary>
    public uint Each { get; private init; }

    /// <summary>Pages of DVMA to take, a red zone included; 0 for physical addresses.</summary>
    public int Pages { get; private init; }

    /// <summary>What physical address 0 is for the device; 0 unless the IOMMU is bypassed.</summary>
    public ulong Origin { get; private init; }

    /// <summary>A bind that fails.</summary>
    public static DvmaPlan Refused(DmaBind status) => new() { Status = status };

    /// <summary>The object as one window of DVMA.</summary>
    public static DvmaPlan Whole(uint length, int pages) => new() { Status = DmaBind.Mapped, First = length, Each = length, Pages = pages };

    /// <summary>Several windows of DVMA.</summary>
    public static DvmaPlan Windows(uint first, uint each, int pages) =>
        new() { Status = DmaBind.PartialMap, First = first, Each = each, Pages = pages };

    /// <summary>Physical addresses, in as many windows as their number asks for.</summary>
    public static DvmaPlan Physical(DvmaAddressing addressing, ulong origin) => new() { Status = DmaBind.Mapped, Addressing = addressing, Origin = origin };
}
