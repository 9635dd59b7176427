namespace DmaActors.Devices;

/// <summary>The registers and bits that our disks have in common. Drivers have their own copy, from the manual of the device, as in life.</summary>
public static class DiskRegisters
{
    /// <summary>Control and status, 8 bits.</summary>
    public const int Csr = 0x00;

    /// <summary>Bytes of the latest command that were not moved, 32 bits, read-only.</summary>
    public const int Resid = 0x04;

    /// <summary>The first block of the command, in sectors of <see cref="SectorBytes"/>, 64 bits.</summary>
    public const int Block = 0x08;

    /// <summary>Bytes of a burst on the bus, 32 bits: a power of two, at most <see cref="LargestBurst"/>; 0 (after power on): as the board is made.</summary>
    public const int Burst = 0x18;

    /// <summary>The longest burst.</summary>
    public const int LargestBurst = 65_536;

    /// <summary>Written: starts the command. Read: a command is under way.</summary>
    public const int Start = 0x01;

    /// <summary>The line follows <see cref="Interrupting"/>.</summary>
    public const int EnableInterrupts = 0x02;

    /// <summary>Read: a command has ended. Written: acknowledges that, and the line falls.</summary>
    public const int Interrupting = 0x04;

    /// <summary>Read: the latest command was refused, or ended short.</summary>
    public const int Error = 0x08;

    /// <summary>Written: gives the command up. Read: its engine has not stopped yet.</summary>
    public const int Reset = 0x10;

    /// <summary>Written with <see cref="Start"/>: data go from memory to the media.</summary>
    public const int Write = 0x20;

    /// <summary>The size of a block.</summary>
    public const int SectorBytes = 512;
}
