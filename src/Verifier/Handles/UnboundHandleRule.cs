namespace DmaActors.Verifier.Handles;

/// <summary>No unbind, getwin, nextcookie or sync of a handle that is not bound; no bind of one that is.</summary>
internal sealed class UnboundHandleRule : Rule
{
    private readonly HashSet<DmaHandle> bound = [];

    public override RuleInfo Info { get; } = new(
        "DMA002",
        "use of an unbound handle",
        "Writing Device Drivers, chapter 9, Freeing the DMA Resources: after unbinding the resources are invalid",
        "unbind once per successful bind, and only while a transfer of your own is under way");

    protected override void OnHandleBound(DmaHandle handle) => bound.Add(handle);

    protected override void OnHandleUnbound(DmaHandle handle)
    {
        if (!bound.Remove(handle))
            Report(handle.Name, $"ddi_dma_unbind_handle was given {handle.Name}, which is not bound");
    }

    protected override void OnHandleUsed(DmaHandle handle, string call, bool mustBeBound)
    {
        if (bound.Contains(handle) != mustBeBound)
            Report(handle.Name, $"{call} was given {handle.Name}, which is {(mustBeBound ? "not bound" : "bound already")}");
    }

    protected override void OnHandleFreed(DmaHandle handle) => bound.Remove(handle);
}
