using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Numerics;
using DmaActors.Lab.Scenarios.Binding;

namespace DmaActors.Lab.Scenarios;

/// <summary>The caches that a driver can notice: what it must sync for.</summary>
public sealed class CachesSection
{
    [Description("The processor's data cache, if nobody snoops it: then memory and processor agree only after a sync.")]
    public CpuCacheSection Cpu { get; set; } = new();

    [Description("The streaming cache between devices and memory. Only with `addresses: dvma`.")]
    public StreamingCacheSection Streaming { get; set; } = new();
}

/// <summary>A write-back cache between the processor and memory.</summary>
public sealed class CpuCacheSection : IValidatableObject
{
    [Description("Lines in all; 0 means that there is none that a driver could notice.")]
    [Range(0, 1 << 20)]
    public int Lines { get; set; }

    [Description("How many lines there are for one place of memory; lines divided by ways is a power of two.")]
    [Range(1, 1 << 20)]
    public int Ways { get; set; } = 4;

    [Description("The size of a line, a power of two. Lines go back to memory whole, with the bytes beside those that were written.")]
    [Range(8, 4096)]
    public long LineBytes { get; set; } = 64;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!BitOperations.IsPow2(LineBytes))
            yield return new Refusal(nameof(LineBytes), "a line has a size that is a power of two", "32B, 64B or 128B, for example");
        if (Lines > 0 && (Lines % Ways != 0 || !BitOperations.IsPow2(Lines / Ways)))
        {
            yield return new Refusal(
                nameof(Lines),
                $"{Lines} lines in {Ways} ways do not make a power of two of sets",
                $"{Ways} times a power of two, such as {Ways * 128}; or 0, for no such cache"
            );
        }
    }
}

/// <summary>The streaming cache of sun4u.</summary>
public sealed class StreamingCacheSection
{
    [Description("Lines of 64 bytes, all devices together; 0 means that there is none. The real one has 16.")]
    [Range(0, 4096)]
    public int Lines { get; set; }
}
