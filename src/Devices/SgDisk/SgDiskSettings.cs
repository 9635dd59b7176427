using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Devices;

/// <summary>The <c>settings:</c> of <c>sg-disk</c>.</summary>
public sealed class SgDiskSettings : BusMasterDiskSettings
{
    [Description("How many entries its scatter/gather list has.")]
    [Range(1, SgDiskRegisters.MostEntries)]
    public int Entries { get; set; } = 17;
}
