using DmaActors.Hardware.Memory;

namespace DmaActors.Framework;

/// <summary>Where kernel memory comes from.</summary>
internal sealed class MemoryProvider(IMemoryPort memory, FrameAllocator frames)
{
    /// <summary>An object without memory yet.</summary>
    public MemoryObject Empty() => new(memory, frames);

    /// <summary>Null when there are not enough page frames.</summary>
    public MemoryObject? TryAllocate(uint length, int offset = 0)
    {
        var allocated = new MemoryObject(memory, frames);
        return allocated.TryAllocate(length, offset) ? allocated : null;
    }
}
