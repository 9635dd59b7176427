namespace DmaActors.Drivers.Network;

/// <summary>The registers of the adapter, 32 bits each.</summary>
internal static class NicRegisters
{
    public const int Control = 0x00;

    /// <summary>Read: what there is to tell. Write: acknowledges.</summary>
    public const int Cause = 0x04;

    public const int Mask = 0x08;
    public const int Missed = 0x0C;
    public const int TransmitRing = 0x10;
    public const int ReceiveRing = 0x20;

    /// <summary>How many frames make an interrupt.</summary>
    public const int CoalesceFrames = 0x30;

    /// <summary>How many microseconds the first of them waits for the others.</summary>
    public const int CoalesceTime = 0x34;

    /// <summary>In a ring's registers, beside its base at 0.</summary>
    public const int RingCount = 0x4;

    /// <summary>In a ring's registers: there is a descriptor for the device.</summary>
    public const int RingDoorbell = 0x8;

    public const uint Enable = 0x01;

    /// <summary>Reads as set until the engine has stopped.</summary>
    public const uint Reset = 0x10;

    public const uint Received = 0x01;
    public const uint Transmitted = 0x02;
    public const uint MissedFrame = 0x04;
    public const uint Error = 0x08;
}
