using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Devices;

/// <summary>What our disks have in common in a scenario's <c>settings:</c>.</summary>
public abstract class DiskSettings
{
    [Description("What a command takes before its data move, without the seek.")]
    [Range(0, 1_000_000_000)]
    public long ServiceNanoseconds { get; set; } = 20_000;

    [Description("What the head takes for each MiB between the end of the latest command and the block of the next.")]
    [Range(0, 1_000_000_000)]
    public long SeekNanosecondsPerMiB { get; set; } = 500;
}
