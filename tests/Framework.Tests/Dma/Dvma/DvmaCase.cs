using DmaActors.Framework.Dma;

namespace DmaActors.Framework.Tests.Dma.Dvma;

/// <summary>A bind on a platform with an IOMMU: device and object.</summary>
internal sealed class DvmaCase
{
    public const uint Page = DvmaPage.Size;

    public required DmaAttributes Attributes { get; init; }

    public required ulong[] Frames { get; init; }

    public required uint Offset { get; init; }

    public required uint Length { get; init; }

    public DmaFlags Flags { get; init; } = DmaFlags.RdWr;

    /// <summary>Attributes of a plain device: reaches the upper GiB of 4 GiB.</summary>
    public static DmaAttributes Plain { get; } = new()
    {
        AddrLo = 0xC000_0000,
        AddrHi = 0xFFFF_FFFF,
        CountMax = 0xFFFF_FFFF,
        Align = 1,
        BurstSizes = 0x7,
        MinXfer = 1,
        MaxXfer = 0xFFFF_FFFF,
        Seg = 0xFFFF_FFFF,
        SgLen = 1,
        Granular = 1,
    };

    /// <summary>An object of <paramref name="length"/> bytes in scattered pages.</summary>
    public static DvmaCase Of(DmaAttributes attributes, uint offset, uint length, DmaFlags flags = DmaFlags.RdWr) => new()
    {
        Attributes = attributes,
        Offset = offset,
        Length = length,
        Flags = flags,
        Frames = [.. Enumerable.Range(0, DvmaPage.Count(offset, length)).Select(page => 100 + (3 * (ulong)page))],
    };

    public DvmaLimits Limits(IDvmaRules rules) => rules.TryDerive(Attributes, out DvmaLimits? limits) ? limits : throw new InvalidOperationException($"BADATTR: {this}");

    public DvmaPlan Plan(IDvmaRules rules) => rules.Plan(Limits(rules), Frames, Offset, Length, Flags);

    /// <summary>Both halves of a bind.</summary>
    public DmaBind Bind(DvmaMapping mapping, ulong address)
    {
        DmaBind planned = mapping.Plan(Frames, Offset, Length, Flags);
        return planned == DmaBind.Mapped ? mapping.Finish(address) : planned;
    }

    public DvmaMapping Bound(IDvmaRules rules, ulong address = 0xC000_0000)
    {
        DvmaMapping mapping = new(rules, Limits(rules));
        DmaBind result = Bind(mapping, address);
        return mapping.IsBound ? mapping : throw new InvalidOperationException($"{result}: {this}");
    }

    public override string ToString() => $"{Attributes} offset {Offset} length {Length} flags {Flags} frames {string.Join(' ', Frames)}";
}
