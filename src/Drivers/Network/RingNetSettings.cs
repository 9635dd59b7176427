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
}
