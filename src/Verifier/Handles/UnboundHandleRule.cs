namespace DmaActors.Verifier.Handles;

/// <summary>No unbind, getwin, nextcookie or sync of a handle that is not bound; no bind of one that is.</summary>
internal sealed class UnboundHandleRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA002",
        "use of an unbound handle",
        "Writing Device Drivers, chapter 9, Freeing the DMA Resources: after unbinding the resources are invalid",
        "unbind once per successful bind, and only while a transfer of your own is under way");

    private readonly HandleStates states = new();

    public override RuleInfo Info => Text;

    protected override void Forget() => states.Clear();

    protected override void OnHandleAllocated(DmaHandle handle) => states[handle] = HandleState.Unbound;

    protected override void OnHandleBound(DmaHandle handle, Buf? buf) => states[handle] = HandleState.Bound;

    protected override void OnHandleUnbound(ActorRef caller, DmaHandle handle, Buf? buf)
    {
        // Of a handle that is gone another rule speaks.
        switch (states[handle])
        {
            case HandleState.Bound:
                states[handle] = HandleState.Unbound;
                break;
            case HandleState.Unbound:
                Report(caller.Name, $"{caller} called ddi_dma_unbind_handle with {Describe(handle)}, which is not bound");
                break;
        }
    }

    protected override void OnHandleUsed(ActorRef caller, DmaHandle handle, string call, bool mustBeBound)
    {
        var state = states[handle];
        if (state == (mustBeBound ? HandleState.Unbound : HandleState.Bound))
            Report(caller.Name, $"{caller} called {call} with {Describe(handle)}, which is {(mustBeBound ? "not bound" : "bound already")}");
    }

    protected override void OnHandleFreed(ActorRef caller, DmaHandle handle, Buf? buf) => states[handle] = HandleState.Gone;
}
