using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Numerics;
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

    [Description("The page size; a power of two.")]
    [Range(4L << 10, 64L << 10)]
    public long PageBytes { get; set; } = 4L << 10;

    [Description("What stands between a processor and memory, so that a driver must sync.")]
    public CacheModel Caches { get; set; } = CacheModel.None;

    [Description("Physical memory.")]
    public MemorySection Memory { get; set; } = new();

    [Description("What the system has to give to DMA.")]
    public NexusSection Nexus { get; set; } = new();

    [Description("The bus between devices and memory.")]
    public BusSection Bus { get; set; } = new();

    [Description("What the steps of the machine take.")]
    public TimingSection Timing { get; set; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!BitOperations.IsPow2(PageBytes))
            yield return new Refusal(nameof(PageBytes), "a page has a size that is a power of two", "4KiB, 8KiB, 16KiB, 32KiB or 64KiB");
    }
}
