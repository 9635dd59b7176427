using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Devices;

/// <summary>The <c>settings:</c> of <c>reg-disk</c>.</summary>
public sealed class RegDiskSettings : BusMasterDiskSettings
{
    [Description("The largest value of its count register, which holds one less than the bytes to move: a power of two, less one. It drops what is above.")]
    [Range(511, uint.MaxValue)]
    public long CountMax { get; set; } = 0xFFFF;
}
