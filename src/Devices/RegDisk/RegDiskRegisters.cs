namespace DmaActors.Devices;

/// <summary>The registers that the disk with one address and one count has beside <see cref="DiskRegisters"/>.</summary>
public static class RegDiskRegisters
{
    /// <summary><c>dma_addr</c>: where in memory the data begin, 32 bits.</summary>
    public const int Address = 0x10;

    /// <summary><c>dma_size</c>: how many bytes to move, 32 bits.</summary>
    public const int Size = 0x14;
}
