using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Drivers.Block;

/// <summary>Settings that block drivers have in common.</summary>
public class BlockDmaSettings
{
    [Description("How many address lines the driver believes the device to have: DMA attributes, addr_hi.")]
    [Range(16, 32)]
    public int AddressBits { get; set; } = 32;

    [Description("After how long without an answer the device is reset and its request failed.")]
    [Range(1_000, 1_000_000_000_000)]
    public long WatchdogNanoseconds { get; set; } = 5_000_000_000;
}
