using DmaActors.Hardware.Memory;

namespace DmaActors.Framework;

/// <summary>
/// Kernel memory that is the driver's own, wired down: that of kmem_alloc(9F), in whatever page frames there were, or that of ddi_dma_mem_alloc(9F), where the device
/// reaches it. The latter is better accessed through its <see cref="AccessHandle"/>.
/// </summary>
public sealed class KernelMemory
{
    private readonly DriverInstance instance;

    internal KernelMemory(DriverInstance instance, MemoryObject memory)
    {
        this.instance = instance;
        Object = memory;
        Length = (uint)memory.Length;
    }

    /// <summary>Bytes.</summary>
    public uint Length { get; }

    internal MemoryObject Object { get; }

    /// <summary>The object of memory that has not been freed.</summary>
    internal MemoryObject Live
    {
        get
        {
            AssertThere();
            return Object;
        }
    }

    internal bool IsFreed { get; set; }

    /// <summary>Whether it is memory for DMA, which ddi_dma_mem_free(9F) takes back.</summary>
    internal bool IsForDma { get; init; }

    /// <summary>Handles that have it bound now.</summary>
    internal int Bindings { get; set; }

    /// <summary>The processor reads.</summary>
    public void Read(uint offset, Span<byte> destination)
    {
        AssertThere();
        Object.Read(offset, destination);
    }

    /// <summary>The processor writes.</summary>
    public void Write(uint offset, ReadOnlySpan<byte> source)
    {
        AssertThere();
        Object.Write(offset, source);
        instance.AddToDigest(source);
    }

    private void AssertThere()
    {
        if (IsFreed)
            throw new InvalidOperationException($"{instance.Name} touched memory that it had freed ({(IsForDma ? "ddi_dma_mem_free" : "kmem_free")}(9F)).");
    }
}
