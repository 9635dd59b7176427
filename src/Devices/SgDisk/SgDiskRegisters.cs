namespace DmaActors.Devices;

/// <summary>The registers that the disk with a scatter/gather list has beside <see cref="DiskRegisters"/>.</summary>
public static class SgDiskRegisters
{
    /// <summary>The length of the command in bytes, 32 bits.</summary>
    public const int Bytes = 0x10;

    /// <summary>How many entries of the list are valid, 32 bits.</summary>
    public const int SgCount = 0x14;

    /// <summary>The list: of each entry first <c>dma_addr</c>, then <c>dma_size</c>, 32 bits each.</summary>
    public const int SgList = 0x40;

    /// <summary>Where in an entry its <c>dma_size</c> is.</summary>
    public const int SgSize = 0x04;

    /// <summary>From one entry to the next.</summary>
    public const int SgStride = 0x08;

    /// <summary>The longest list that the register window has room for.</summary>
    public const int MostEntries = 256;
}
