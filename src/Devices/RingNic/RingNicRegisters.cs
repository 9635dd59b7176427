namespace DmaActors.Devices;

/// <summary>The registers and descriptors of the network adapter: what its driver has to know. All registers have 32 bits.</summary>
public static class RingNicRegisters
{
    /// <summary>Control: <see cref="Enable"/>, <see cref="Reset"/>.</summary>
    public const int Control = 0x00;

    /// <summary>What there is to tell: <see cref="Received"/> to <see cref="Error"/>. Writing a bit acknowledges it: the line falls, and rises again if another bit is left.</summary>
    public const int Cause = 0x04;

    /// <summary>Which causes interrupt.</summary>
    public const int Mask = 0x08;

    /// <summary>How many frames came for which there was no place, since <see cref="Reset"/>; read-only.</summary>
    public const int Missed = 0x0C;

    /// <summary>The ring of what is to be sent: its first descriptor's address, how many there are, and the doorbell.</summary>
    public const int TransmitRing = 0x10;

    /// <summary>The same for what is received.</summary>
    public const int ReceiveRing = 0x20;

    /// <summary>An interrupt for frames waits until it is for so many, sent or received; 0 is as 1.</summary>
    public const int CoalesceFrames = 0x30;

    /// <summary>But not longer than this after the first of them, in microseconds; 0: no interrupt waits. Those for other causes never do.</summary>
    public const int CoalesceTime = 0x34;

    /// <summary>In a ring's registers: the bus address of the first descriptor.</summary>
    public const int RingBase = 0x0;

    /// <summary>In a ring's registers: how many descriptors there are, at least 1. The last one is followed by the first.</summary>
    public const int RingCount = 0x4;

    /// <summary>In a ring's registers: writing anything says that there is a descriptor for the device.</summary>
    public const int RingDoorbell = 0x8;

    /// <summary>Control: frames are sent and received.</summary>
    public const int Enable = 0x01;

    /// <summary>Control, written: everything stops, the registers are as after power on, and both rings begin at their first descriptor. Read: the engine has not stopped yet, so do not release memory.</summary>
    public const int Reset = 0x10;

    /// <summary>Cause: a frame has been received.</summary>
    public const uint Received = 0x01;

    /// <summary>Cause: a frame has been sent.</summary>
    public const uint Transmitted = 0x02;

    /// <summary>Cause: <see cref="Missed"/> has changed.</summary>
    public const uint MissedFrame = 0x04;

    /// <summary>Cause: a descriptor made no sense; it has <see cref="DescriptorError"/>.</summary>
    public const uint Error = 0x08;

    /// <summary>From one descriptor to the next: a cache line of the largest kind, so that what is written to one is not written back over its neighbour.</summary>
    public const int DescriptorStride = 64;

    /// <summary>In a descriptor, 32 bits: the bus address of the frame's buffer.</summary>
    public const int DescriptorAddress = 0x0;

    /// <summary>In a descriptor, 32 bits: the bytes of the frame; when it is given to receive, the room in its buffer.</summary>
    public const int DescriptorLength = 0x4;

    /// <summary>In a descriptor, 32 bits: <see cref="DescriptorOwn"/>, <see cref="DescriptorError"/>. The device looks at it before the rest and writes it last.</summary>
    public const int DescriptorControl = 0x8;

    /// <summary>Descriptor control: the device's. It clears the bit when it is done.</summary>
    public const uint DescriptorOwn = 0x8000_0000;

    /// <summary>Descriptor control: the frame is empty, too long, or longer than its room; what there was room for has been received.</summary>
    public const uint DescriptorError = 0x1;

    /// <summary>The longest frame, in bytes.</summary>
    public const int LongestFrame = 2_048;
}
