using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Drivers.Isa;

/// <summary>Settings that drivers of ISA devices have in common.</summary>
public class IsaBlockSettings
{
    [Description("The channel of the DMA controller that the device is wired to: the `dmaChannel` of the device.")]
    [Range(0, 7)]
    public int Channel { get; set; } = 2;

    [Description("After how long without an answer the device is reset and its request failed.")]
    [Range(1_000, 1_000_000_000_000)]
    public long WatchdogNanoseconds { get; set; } = 5_000_000_000;
}
