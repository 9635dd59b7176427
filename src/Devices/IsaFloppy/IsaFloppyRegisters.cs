namespace DmaActors.Devices;

/// <summary>The registers that the floppy has beside <see cref="DiskRegisters"/>.</summary>
public static class IsaFloppyRegisters
{
    /// <summary>The length of the command in bytes, 32 bits.</summary>
    public const int Bytes = 0x10;
}
