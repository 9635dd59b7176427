using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Devices;

/// <summary>The <c>settings:</c> of <c>ring-nic</c>.</summary>
public sealed class RingNicSettings
{
    [Description("How long a frame is on the wire. Frames follow one another.")]
    [Range(0, 1_000_000_000)]
    public long WireNanoseconds { get; set; } = 12_000;

    [Description("How many frames it holds that came while there was no descriptor for them; one more is missed. And how many it has ready for the wire.")]
    [Range(1, 1_024)]
    public int FifoFrames { get; set; } = 8;

    [Description("How much it moves in one burst on the bus.")]
    [Range(1, 65_536)]
    public long BurstBytes { get; set; } = 64;
}
