using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Drivers.Block;

/// <summary>Settings that all block drivers have in common.</summary>
public class QueuedBlockSettings
{
    [Description("After how long without an answer the device is reset and its request failed.")]
    [Range(1_000, 1_000_000_000_000)]
    public long WatchdogNanoseconds { get; set; } = 5_000_000_000;
}
