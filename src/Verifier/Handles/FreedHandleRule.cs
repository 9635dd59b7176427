namespace DmaActors.Verifier.Handles;

/// <summary>No use of a handle after it was freed, no second free, no free while bound.</summary>
internal sealed class FreedHandleRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA001",
        "use of a freed handle",
        "Writing Device Drivers, chapter 9, Freeing the DMA Handle: further references have undefined results",
        "free the handle last, in detach, once it is unbound and nothing can use it any more");

    private readonly HandleStates states = new();

    public override RuleInfo Info => Text;

    protected override void Forget() => states.Clear();

    protected override void OnHandleAllocated(DmaHandle handle) => states[handle] = HandleState.Unbound;

    protected override void OnHandleBound(DmaHandle handle, Buf? buf) => states[handle] = HandleState.Bound;

    protected override void OnHandleUnbound(ActorRef caller, DmaHandle handle, Buf? buf)
    {
        if (states[handle] == HandleState.Gone)
            ReportUse(caller, handle, "ddi_dma_unbind_handle");
        else
            states[handle] = HandleState.Unbound;
    }

    protected override void OnHandleUsed(ActorRef caller, DmaHandle handle, string call, bool mustBeBound)
    {
        if (states[handle] == HandleState.Gone)
            ReportUse(caller, handle, call);
    }

    protected override void OnHandleFreed(ActorRef caller, DmaHandle handle, Buf? buf)
    {
        var state = states[handle];
        states[handle] = HandleState.Gone;
        if (state == HandleState.Gone)
            Report(caller.Name, $"{caller} freed {Describe(handle)}, which {FreedBy(handle)} had freed already");
        else if (state == HandleState.Bound)
            Report(caller.Name, $"{caller} freed {Describe(handle)} while it was bound{(buf is null ? "" : $" to {buf}")}");
    }

    private void ReportUse(ActorRef caller, DmaHandle handle, string call) =>
        Report(caller.Name, $"{caller} called {call} with {Describe(handle)}, which {FreedBy(handle)} has freed");
}
