namespace DmaActors.Devices;

/// <summary>The registers that the ISA bus master has beside <see cref="DiskRegisters"/>.</summary>
public static class IsaMasterRegisters
{
    /// <summary><c>dma_addr</c>: where in memory the data begin, 32 bits, of which 24 count.</summary>
    public const int Address = 0x10;

    /// <summary><c>dma_size</c>: how many bytes to move, 32 bits.</summary>
    public const int Size = 0x14;
}
