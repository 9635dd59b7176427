namespace DmaActors.Verifier.Handles;

/// <summary>No use of a handle after it was freed, no second free, no free while bound.</summary>
internal sealed class FreedHandleRule : Rule
{
    private readonly Dictionary<DmaHandle, bool> isBound = [];

    public override RuleInfo Info { get; } = new(
        "DMA001",
        "use of a freed handle",
        "Writing Device Drivers, chapter 9, Freeing the DMA Handle: further references have undefined results",
        "free the handle last, in detach, once it is unbound and nothing can use it any more");

    protected override void OnHandleAllocated(DmaHandle handle) => isBound[handle] = false;

    protected override void OnHandleBound(DmaHandle handle) => isBound[handle] = true;

    protected override void OnHandleUnbound(DmaHandle handle)
    {
        OnHandleUsed(handle, "ddi_dma_unbind_handle", mustBeBound: true);
        if (isBound.ContainsKey(handle))
            isBound[handle] = false;
    }

    protected override void OnHandleUsed(DmaHandle handle, string call, bool mustBeBound)
    {
        if (!isBound.ContainsKey(handle))
            Report(handle.Name, $"{call} was given {handle.Name}, which has been freed");
    }

    protected override void OnHandleFreed(DmaHandle handle)
    {
        if (!isBound.Remove(handle, out var bound))
            Report(handle.Name, $"{handle.Name} was freed twice");
        else if (bound)
            Report(handle.Name, $"{handle.Name} was freed while it was bound");
    }
}
