namespace DmaActors.Drivers.Manual;

/// <summary>The register iopb_addr of the manual's device_reg, and the parameter block of <c>iopb-disk</c>.</summary>
internal static class Iopb
{
    /// <summary>The register: written, the address of the next command's block; read after an interrupt, that of the completed one.</summary>
    public const int Addr = 0x10;

    public const int Command = 0x00;

    public const int Status = 0x04;

    public const int Block = 0x08;

    public const int Bytes = 0x10;

    public const int Count = 0x14;

    public const int List = 0x18;

    /// <summary>Entries of the list.</summary>
    public const int MostEntries = 17;

    /// <summary>From one block of the array to the next.</summary>
    public const int Stride = 256;

    /// <summary>Blocks of the array.</summary>
    public const int Blocks = 16;

    public const uint Read = 1;

    public const uint Write = 2;

    public const uint Done = 1;
}
