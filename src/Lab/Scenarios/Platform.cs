using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DmaActors.Lab.Scenarios.Binding;

namespace DmaActors.Lab.Scenarios;

/// <summary>A kind of machine: a file in config/platforms. Its sections are the defaults of every scenario that names it.</summary>
public sealed class Platform : IValidatableObject
{
    [Description("What the platform is, in one line.")]
    [Required]
    public string Title { get; set; } = "";

    [Description("What one should know of it, in a few sentences.")]
    public string About { get; set; } = "";

    [Description("What the addresses are that devices use: that decides which rules the DMA functions follow.")]
    public DeviceAddresses Addresses { get; set; } = DeviceAddresses.Physical;

    [Description("The page size: 4KiB where addresses are physical, 8KiB where an IOMMU translates them.")]
    [Range(4L << 10, 8L << 10)]
    public long PageBytes { get; set; } = 4L << 10;

    [Description("The caches that a driver can notice.")]
    public CachesSection Caches { get; set; } = new();

    [Description("The IOMMU. Only with `addresses: dvma`.")]
    public IommuSection Iommu { get; set; } = new();

    [Description("Whether it has an ISA bus, with the DMA controller of such a machine, which knows physical addresses only: none with `addresses: dvma`.")]
    public bool Isa { get; set; } = true;

    [Description("Physical memory.")]
    public MemorySection Memory { get; set; } = new();

    [Description("What the system has to give to DMA.")]
    public NexusSection Nexus { get; set; } = new();

    [Description("The bus between devices and memory.")]
    public BusSection Bus { get; set; } = new();

    [Description("What the steps of the machine take.")]
    public TimingSection Timing { get; set; } = new();

    /// <summary>Whether an IOMMU translates the addresses of devices.</summary>
    public bool HasIommu => Addresses == DeviceAddresses.Dvma;

    /// <summary>Whether there is an ISA bus below the system's.</summary>
    public bool HasIsa => Isa && !HasIommu;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PageBytes != (HasIommu ? 8L << 10 : 4L << 10))
        {
            yield return HasIommu
                ? new Refusal(nameof(PageBytes), "the pages that the IOMMU translates have 8KiB", "8KiB, or `addresses: physical`")
                : new Refusal(nameof(PageBytes), "where addresses are physical a page has 4KiB", "4KiB, or `addresses: dvma` with pages of 8KiB");
        }

        if (!HasIommu && Caches.Streaming.Lines > 0)
            yield return new Refusal(nameof(Caches), "a streaming cache finds its lines by DVMA, and here addresses are physical", "`addresses: dvma`, or no `streaming`");
        if (HasIommu && Caches.Cpu.Lines > 0)
            yield return new Refusal(nameof(Caches), "the nexus of an IOMMU knows no processor's cache that nobody snoops", "`addresses: physical`, or no `cpu`");
    }
}
