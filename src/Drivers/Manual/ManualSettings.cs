using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Drivers.Manual;

/// <summary>Settings of the drivers of the manual's examples.</summary>
public class ManualSettings
{
    [Description("How many address lines the driver believes the device to have: DMA attributes, addr_hi.")]
    [Range(24, 32)]
    public int AddressBits { get; set; } = 32;

    [Description("Cookies of a request at the most: DMA attributes, sgllen.")]
    [Range(1, 256)]
    public int SgLen { get; set; } = 17;

    [Description("What every window but the last is a multiple of, in bytes: DMA attributes, granular.")]
    [Range(1, 4_096)]
    public int Granular { get; set; } = 512;
}
