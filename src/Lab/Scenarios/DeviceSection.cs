using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DmaActors.Lab.Scenarios.Binding;

namespace DmaActors.Lab.Scenarios;

/// <summary>A device with its driver, or several alike.</summary>
public sealed class DeviceSection
{
    /// <summary>What an address of a physical address space of 52 bits can be.</summary>
    public const long HighestAddress = (1L << 52) - 1;

    /// <summary>The interrupt controller has vectors from 0 to this.</summary>
    public const int HighestVector = 255;

    [Description("What the trace and the report call it. With `count` it is the beginning of the names: disk becomes disk0, disk1, ...")]
    [Required]
    [RegularExpression("[a-z][a-z0-9-]*", ErrorMessage = "a name of small letters, digits and -, beginning with a letter, such as disk0")]
    public string Name { get; set; } = "";

    [Description("The device model: `dmasim list devices` shows all.")]
    [Required]
    public string Model { get; set; } = "";

    [Description("The driver that is attached to it: `dmasim list drivers` shows all.")]
    [Required]
    public string Driver { get; set; } = "";

    [Description(
        "How many devices of this kind there are. Each next one has its registers further up, by the length of the register range "
            + "rounded up to a power of two; all of them are on the same vector, unless `ownVectors` is set."
    )]
    [Range(1, 1_000_000)]
    public int Count { get; set; } = 1;

    [Description("The bus address of its first register: above memory, and free. How many bytes it takes depends on the model.")]
    [Required]
    [Range(0, HighestAddress)]
    public long RegistersAddress { get; set; }

    [Description("Its interrupt vector. Devices with equal vectors share a line. Without one the device cannot interrupt.")]
    [Range(0, HighestVector)]
    public int? Vector { get; set; }

    [Description("With `count`: each device has a line of its own, on the vectors from `vector` on.")]
    public bool OwnVectors { get; set; }

    [Description("The priority of its interrupt; from 11 on the handler is high-level and may not wait or call DMA functions.")]
    [Range(1, 12)]
    public int Priority { get; set; } = 5;

    [Description("What it does to its interrupt line.")]
    public TriggerMode Trigger { get; set; } = TriggerMode.Level;

    [Description("The interrupts that it has beside the first one, for models that can use several. With fewer it says all that it has to say by those that it has.")]
    public List<InterruptSection> MoreInterrupts { get; set; } = [];

    [Description("How many interrupts without a reason the board raises, as a bad one does: each a moment after its (first) line has been lowered. In untimed mode that moment is any.")]
    [Range(0, 1_000)]
    public int SpuriousInterrupts { get; set; }

    [Description("What becomes of the driver when its code throws. The panic is reported in any case, and the verdict is `panic`.")]
    public PanicResponse OnPanic { get; set; } = PanicResponse.End;

    [Description("How often the driver is restarted at most, each device counted by itself; the panic after that stops it. Only with `onPanic: restart`.")]
    [Range(1, 1_000)]
    public int Restarts { get; set; } = 3;

    [Description("The bus of its slot. Without this key: isa, if it has a `dmaChannel`, else system.")]
    public SlotBus? Bus { get; set; }

    [Description("Its slot has no wires for DMA: ddi_slaveonly says so, and an engine on the device waits for the bus in vain.")]
    public bool SlaveOnly { get; set; }

    [Description("The channel of the ISA machine's DMA controller that it is wired to: 0 to 3 move bytes, 5 to 7 words. Devices of a kind share it.")]
    [Range(0, 7)]
    public int? DmaChannel { get; set; }

    [Description("What it stores. Without this key the model decides.")]
    public MediaSection? Media { get; set; }

    /// <summary>Whether it sits on the ISA bus.</summary>
    public bool IsOnIsa => (Bus ?? (DmaChannel is null ? SlotBus.System : SlotBus.Isa)) == SlotBus.Isa;

    /// <summary>Of the class that the catalog names for the model; null if the model has no settings. To be read only: all instances share it.</summary>
    [Description("Settings of the device model.")]
    public object? Settings { get; set; }

    /// <summary>Of the class that the catalog names for the driver; null if the driver has no settings. To be read only: all instances share it.</summary>
    [Description("Settings of the driver.")]
    public object? DriverSettings { get; set; }
}

/// <summary>A further interrupt of a device.</summary>
public sealed class InterruptSection
{
    [Description("Its vector. Devices with equal vectors share a line.")]
    [Required]
    [Range(0, DeviceSection.HighestVector)]
    public int Vector { get; set; }

    [Description("Its priority; from 11 on the handler is high-level and may not wait or call DMA functions.")]
    [Range(1, 12)]
    public int Priority { get; set; } = 5;

    [Description("What the device does to the line.")]
    public TriggerMode Trigger { get; set; } = TriggerMode.Level;
}

/// <summary>What a device stores: a size, filled with a pattern that tells every block apart, or the contents of a file.</summary>
public sealed class MediaSection : IValidatableObject
{
    private const int SectorBytes = 512;

    [Description("How much it stores, in whole blocks of 512B; filled with a pattern that tells every block apart.")]
    [Range(SectorBytes, 1L << 50)]
    public long? SizeBytes { get; set; }

    [Description("A file whose contents it stores, relative to the scenario's file. It is not changed, unless --write-back is given.")]
    public string? Image { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((SizeBytes is null) == (Image is null))
            yield return new Refusal(nameof(Image), "a medium has either a size or an image", "one of `size: 64MiB` and `image: disk.img`");
        if (SizeBytes % SectorBytes is not (0 or null))
            yield return new Refusal(nameof(SizeBytes), "not in whole blocks", "a multiple of 512B, such as 64MiB");
    }
}
