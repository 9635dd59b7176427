namespace DmaActors.Drivers.Manual;

/// <summary>The manual's device_reg, a device with a scatter/gather list, with the offsets and bits of <c>sg-disk</c>.</summary>
internal static class DeviceReg
{
    /// <summary>csr, 8 bits.</summary>
    public const int Csr = 0x00;

    /// <summary>The first block of the command, 64 bits. Not in the manual's structure.</summary>
    public const int Block = 0x08;

    /// <summary>Bytes of the command, 32 bits. Not in the manual's structure.</summary>
    public const int Bytes = 0x10;

    /// <summary>Valid entries of the list, 32 bits. Not in the manual's structure.</summary>
    public const int SgCount = 0x14;

    /// <summary>The size of a burst in bytes, 32 bits. Not in the manual's structure, but example 9-2 programs it.</summary>
    public const int Burst = 0x18;

    /// <summary>sglist: of each entry first dma_addr, then dma_size, 32 bits each.</summary>
    public const int SgList = 0x40;

    public const int DmaAddr = 0;

    public const int DmaSize = 4;

    /// <summary>The size of an sglentry.</summary>
    public const int SgEntry = 8;

    /// <summary>SGLLEN: entries of the list.</summary>
    public const int SgLLen = 17;

    /// <summary>Written: begins the command. Read: it is still under way.</summary>
    public const byte StartTransfer = 0x01;

    public const byte EnableInterrupts = 0x02;

    /// <summary>Read: the device interrupts.</summary>
    public const byte Interrupting = 0x04;

    /// <summary>Written: it shall stop that.</summary>
    public const byte ClearInterrupt = 0x04;

    /// <summary>Read: the command failed.</summary>
    public const byte Error = 0x08;

    public const byte Reset = 0x10;

    /// <summary>With <see cref="StartTransfer"/>: from memory to the device.</summary>
    public const byte Write = 0x20;
}
