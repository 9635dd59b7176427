using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DmaActors.Lab.Scenarios.Binding;

namespace DmaActors.Lab.Scenarios;

/// <summary>What translates the addresses of devices on a platform with `addresses: dvma`. A scenario changes single keys, to make the space run out, say.</summary>
public sealed class IommuSection : IValidatableObject
{
    /// <summary>Bytes of a slot of the fast track: 8 pages of 8 KiB.</summary>
    public const long SlotBytes = 64L << 10;

    private const long HighestEnd = 1L << 32;

    [Description("The bus that it is on: its rules are those of the DMA functions.")]
    public DvmaBus Bus { get; set; } = DvmaBus.Pci;

    [Description("The first address of DVMA space; a multiple of 64KiB. The space lies below 0x100000000, and no registers lie in it.")]
    [Range(0, HighestEnd - SlotBytes)]
    public long BaseAddress { get; set; } = 0xFC00_0000;

    [Description("How much DVMA space there is, all devices together, in whole pages of 8KiB.")]
    [Range(8L << 10, HighestEnd)]
    public long SizeBytes { get; set; } = 64L << 20;

    [Description(
        "Slots of 64KiB at the lower end of the space for binds that fit into one: no search, no fragmentation. "
            + "0 means none. Only on `bus: pci`; the real one has 512."
    )]
    [Range(0, 1 << 16)]
    public int FastTrackSlots { get; set; } = 512;

    [Description("Whether a device may go past the translation (DDI_DMA_FORCE_PHYSICAL). Only on `bus: pci`.")]
    public bool Bypass { get; set; } = true;

    [Description("The sizes of bursts that the bus has, added up: 127 is 1, 2, 4, ... and 64 bytes. Only on `bus: sbus`.")]
    [Range(1, int.MaxValue)]
    public int BurstSizes { get; set; } = 0x7F;

    [Description("The same for bursts that move 64 bits at a time (ddi_dma_set_sbus64); 0 means that the bus has none. Only on `bus: sbus`.")]
    [Range(0, int.MaxValue)]
    public int BurstSizes64 { get; set; }

    /// <summary>Slots of the fast track as far as the bus has one.</summary>
    internal int Slots => Bus == DvmaBus.Pci ? FastTrackSlots : 0;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BaseAddress % SlotBytes != 0)
            yield return new Refusal(nameof(BaseAddress), "the space does not begin with a slot of the fast track", $"a multiple of 64KiB, such as 0x{BaseAddress / SlotBytes * SlotBytes:X}");
        if (SizeBytes % (8L << 10) != 0)
            yield return new Refusal(nameof(SizeBytes), "the space is not in whole pages", "a multiple of 8KiB");
        else if (BaseAddress + SizeBytes > HighestEnd)
            yield return new Refusal(nameof(SizeBytes), $"from 0x{BaseAddress:X} on the space ends above 0xFFFFFFFF", $"at most {UnitKind.SizeText(HighestEnd - BaseAddress)}, or a lower `base`");
        else if (Slots * SlotBytes >= SizeBytes)
            yield return new Refusal(nameof(FastTrackSlots), $"{Slots} slots of 64KiB leave nothing of a space of {UnitKind.SizeText(SizeBytes)}", $"at most {(SizeBytes - 1) / SlotBytes}, or a larger `size`");
    }
}
