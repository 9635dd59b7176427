using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DmaActors.Drivers.Block;

namespace DmaActors.Drivers.Isa;

/// <summary>Settings that drivers of ISA devices have in common.</summary>
public class IsaBlockSettings : QueuedBlockSettings, IValidatableObject
{
    private const int Cascade = 4;

    [Description("The channel of the DMA controller that the device is wired to: the `dmaChannel` of the device.")]
    [Range(0, 7)]
    public int Channel { get; set; } = 2;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Channel == Cascade)
            yield return new ValidationResult("channel 4 joins the two halves of the DMA controller: no device is wired to it", [nameof(Channel)]);
    }
}
