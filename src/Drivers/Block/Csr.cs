namespace DmaActors.Drivers.Block;

/// <summary>The control and status register that the disks have.</summary>
internal static class Csr
{
    public const int Offset = 0x00;

    public const byte Start = 0x01;
    public const byte EnableInterrupts = 0x02;

    /// <summary>Read: the device interrupts. Write: stop that.</summary>
    public const byte Interrupting = 0x04;

    public const byte Error = 0x08;
    public const byte Reset = 0x10;

    /// <summary>What a read gives when nobody answers: a device without power.</summary>
    public const byte Nobody = 0xFF;

    /// <summary>From memory to the device.</summary>
    public const byte Write = 0x20;

    /// <summary>What is written to start the transfer of a request.</summary>
    public static byte StartOf(Buf bp) => (byte)(Start | EnableInterrupts | (bp.IsRead ? 0 : Write));
}
