using DmaActors.Hardware.Caches;
using DmaActors.Hardware.Memory;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Framework;

/// <summary>Where memory comes from, and how much of it can be locked.</summary>
internal sealed class MemoryProvider(IMemoryPort memory, FrameAllocator frames)
{
    private int lockedPages;

    /// <summary>Pages of user processes that can be locked at once; a page that is locked twice counts twice.</summary>
    public int LockablePages { get; init; } = int.MaxValue;

    public PageSize PageSize => frames.PageSize;

    /// <summary>Held while pages move and are locked: users, drivers, the nexus and the page mover run on several threads where it is closed.</summary>
    public Gate Gate => frames.Gate;

    /// <summary>An object without memory yet.</summary>
    public MemoryObject Empty() => new(memory, frames);

    /// <summary>Null when there are not enough page frames.</summary>
    public MemoryObject? TryAllocate(uint length, int offset = 0)
    {
        var allocated = new MemoryObject(memory, frames);
        return allocated.TryAllocate(length, offset) ? allocated : null;
    }

    /// <summary>Says whether the processor caches the pages of an object. Where it caches nothing, or everything is snooped, that makes no difference.</summary>
    public void SetCached(MemoryObject pages, bool cached)
    {
        if (memory is not CpuCache cache)
            return;
        foreach (var page in pages.PageAddresses)
            cache.SetCached(new PhysicalAddress(page), (ulong)PageSize.Bytes, cached);
    }

    public bool TryLockPages(int pages)
    {
        using var inside = Gate.Enter();
        if (pages > LockablePages - lockedPages)
            return false;
        lockedPages += pages;
        return true;
    }

    public void UnlockPages(int pages)
    {
        using var inside = Gate.Enter();
        lockedPages -= pages;
    }
}
