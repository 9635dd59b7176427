using DmaActors.Framework.Memory;

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

    /// <summary>The instance's own: pages of users, locked by ddi_umem_lock(9F) or by a physio(9F) that never returned. A lock for each.</summary>
    public List<UserRange> LockedPages { get; } = [];

    /// <summary>
    /// What the instance had without the nexus is given back. Nobody touches it any more: the code of the instance does not run, its device rests, its handles are unbound.
    /// </summary>
    public void GiveBack()
    {
        foreach (var pages in LockedPages)
            pages.Memory.Unlock(pages.Offset, pages.Length);
        LockedPages.Clear();
        foreach (var memory in KernelMemory)
        {
            memory.IsFreed = true;
            memory.Object.Free();
        }

        KernelMemory.Clear();
    }
}
