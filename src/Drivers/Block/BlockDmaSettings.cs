using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Drivers.Block;

/// <summary>Settings that drivers of bus masters have in common.</summary>
public class BlockDmaSettings : QueuedBlockSettings
{
    [Description("How many address lines the driver believes the device to have: DMA attributes, addr_hi.")]
    [Range(16, 32)]
    public int AddressBits { get; set; } = 32;
}
