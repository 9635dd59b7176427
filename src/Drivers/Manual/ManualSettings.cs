using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Drivers.Manual;

/// <summary>Settings of the drivers of the manual's examples.</summary>
public class ManualSettings
{
    [Description("How many address lines the driver believes the device to have: DMA attributes, addr_hi.")]
    [Range(24, 40)]
    public int AddressBits { get; set; } = 32;

    [Description("The lowest address that the driver believes the device to reach: DMA attributes, addr_lo.")]
    [Range(0, 0xFFFF_FFFF)]
    public long LowestAddress { get; set; }

    [Description("Cookies of a request at the most: DMA attributes, sgllen.")]
    [Range(1, 256)]
    public int SgLen { get; set; } = 17;

    [Description("What every window but the last is a multiple of, in bytes: DMA attributes, granular.")]
    [Range(1, 4_096)]
    public int Granular { get; set; } = 512;

    [Description("At the last close the driver issues a request of no bytes, as one would to have a cache of the device written out.")]
    public bool FlushAtClose { get; set; }
}
