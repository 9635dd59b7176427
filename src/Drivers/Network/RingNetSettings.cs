using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DmaActors.Drivers.Network;

/// <summary>Settings of <see cref="RingNet"/>.</summary>
public sealed class RingNetSettings
{
    [Description("Descriptors of the ring for what is sent. When all are in use the driver refuses frames until one is free.")]
    [Range(1, 4_096)]
    public int TransmitDescriptors { get; set; } = 16;

    [Description("Descriptors of the ring for what is received. When all are in use the device misses frames.")]
    [Range(1, 4_096)]
    public int ReceiveDescriptors { get; set; } = 16;

    [Description("For how many frames, sent or received, the device makes one interrupt. Only with `coalesceTime`.")]
    [Range(1, 4_096)]
    public int CoalesceFrames { get; set; } = 1;

    [Description("How long the first of them waits for the others, in whole microseconds; 0: each frame has an interrupt of its own.")]
    [Range(0, 1_000_000_000)]
    public long CoalesceTimeNanoseconds { get; set; }
}
