using DmaActors.Hardware.Memory;

namespace DmaActors.Framework.Nexus;

/// <summary>The pages from which copy buffers are made: all of one bind or none.</summary>
internal sealed class CopyBufferPool(FrameAllocator frames, int pages)
{
    public int InUse { get; private set; }

    /// <summary>Takes pages that the device reaches; false leaves nothing taken.</summary>
    public bool TryTake(DmaHandle handle, int count, ulong reach)
    {
        if (InUse + count > pages)
            return false;
        if (handle.CopyFrames.Length < count)
            handle.CopyFrames = new ulong[count];
        var limits = new FrameLimits(default, new PhysicalAddress(reach));
        for (var taken = 0; taken < count; taken++)
        {
            if (!frames.TryAllocate(limits, out var frame))
            {
                handle.CopyFrameCount = taken;
                Free(handle);
                return false;
            }

            handle.CopyFrames[taken] = frame.Number;
        }

        handle.CopyFrameCount = count;
        InUse += count;
        return true;
    }

    public void Return(DmaHandle handle)
    {
        InUse -= handle.CopyFrameCount;
        Free(handle);
    }

    private void Free(DmaHandle handle)
    {
        for (var i = 0; i < handle.CopyFrameCount; i++)
            frames.Free(new PageFrame(handle.CopyFrames[i]));
        handle.CopyFrameCount = 0;
    }
}
