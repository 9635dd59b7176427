using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Devices;

/// <summary>What the disks with an engine of their own have in common in a scenario's <c>settings:</c>.</summary>
public abstract class BusMasterDiskSettings : DiskSettings
{
    [Description("How much the disk moves in one burst on the bus, unless its driver programs another size.")]
    [Range(1, DiskRegisters.LargestBurst)]
    public long BurstBytes { get; set; } = 64;

    [Description("How many bits its address counters have. They drop what is above, and wrap.")]
    [Range(16, 32)]
    public int AddressBits { get; set; } = 32;
}
