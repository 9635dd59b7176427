namespace DmaActors.Framework.Recovery;

/// <summary>
/// What an instance has of the system, for the case that it stops without giving it back. Kept only for instances whose supervisor lets the machine go on without them.
/// </summary>
internal sealed class Holdings
{
    /// <summary>The nexus's: handles that exist, bound or not.</summary>
    public List<DmaHandle> Handles { get; } = [];

    /// <summary>The nexus's: memory of ddi_dma_mem_alloc(9F).</summary>
    public List<KernelMemory> DmaMemory { get; } = [];

    /// <summary>The instance's own: memory of kmem_alloc(9F).</summary>
    public List<KernelMemory> KernelMemory { get; } = [];

    /// <summary>Nobody touches what the instance allocated with kmem_alloc any more: its code does not run, its device rests, its handles are unbound.</summary>
    public void FreeKernelMemory()
    {
        foreach (var memory in KernelMemory)
        {
            memory.IsFreed = true;
            memory.Object.Free();
        }

        KernelMemory.Clear();
    }
}
