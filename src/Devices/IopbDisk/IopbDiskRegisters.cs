namespace DmaActors.Devices;

/// <summary>The register that <c>iopb-disk</c> has beside the CSR of <see cref="DiskRegisters"/>, and the parameter block in memory. Numbers there are little-endian.</summary>
public static class IopbDiskRegisters
{
    /// <summary>Written: the address of the next command's parameter block. Read: that of the command completed last, 32 bits.</summary>
    public const int IopbAddr = 0x10;

    /// <summary>In the block: what to do, <see cref="Read"/> or <see cref="Write"/>, 32 bits.</summary>
    public const int Command = 0x00;

    /// <summary>In the block, written by the disk: <see cref="Done"/> or <see cref="Failed"/>, 32 bits.</summary>
    public const int Status = 0x04;

    /// <summary>In the block: the first sector, 64 bits.</summary>
    public const int Block = 0x08;

    /// <summary>In the block: bytes, a multiple of 512, 32 bits.</summary>
    public const int Bytes = 0x10;

    /// <summary>In the block: valid entries of the list, 32 bits.</summary>
    public const int Count = 0x14;

    /// <summary>In the block: the list; of each entry first the address, then the bytes, 32 bits each.</summary>
    public const int List = 0x18;

    /// <summary>Entries that a block has room for.</summary>
    public const int MostEntries = 17;

    /// <summary>Bytes of a block.</summary>
    public const int Size = List + (8 * MostEntries);

    /// <summary>From the media to memory.</summary>
    public const uint Read = 1;

    /// <summary>From memory to the media.</summary>
    public const uint Write = 2;

    public const uint Done = 1;

    public const uint Failed = 2;
}
