using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Drivers.Manual.AsPublished;

/// <summary>Settings of <see cref="Example96"/>.</summary>
public sealed class CancelSettings : ManualSettings
{
    [Description("How often the driver reads the label ahead at the last close: requests of its own that detach can meet.")]
    [Range(0, 2)]
    public int LabelReads { get; set; } = 1;

    [Description("The driver passes DDI_DMA_PARTIAL to its binds, and does not know that DDI_DMA_PARTIAL_MAP can be the answer.")]
    public bool Partial { get; set; }
}
