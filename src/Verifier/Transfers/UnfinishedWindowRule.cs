namespace DmaActors.Verifier.Transfers;

/// <summary>Another window is taken when the transfer of the current one is over: what the device moves after that goes through the copy buffer, or the addresses, of the wrong window.</summary>
internal sealed class UnfinishedWindowRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA071",
        "window left before it was transferred",
        "Writing Device Drivers, chapter 9, DMA Windows, and ddi_dma_getwin(9F): the next window is taken after the transfer of the current one has completed",
        "call ddi_dma_getwin only when the device has ended the window, and not twice for one interrupt");

    /// <summary>Handles whose window was left like that, until they are bound anew: one finding a binding.</summary>
    private readonly HashSet<DmaHandle> reported = [];

    public override RuleInfo Info => Text;

    protected override void Forget() => reported.Clear();

    protected override void OnHandleBound(DmaHandle handle, Buf? buf) => reported.Remove(handle);

    protected override void OnHandleFreed(ActorRef caller, DmaHandle handle, Buf? buf) => reported.Remove(handle);

    protected override void OnDeviceMoved(DeviceMove move)
    {
        if (move is { Reach: DeviceReach.LeftWindow, Handle: { } handle } && reported.Add(handle))
            Report(move.Instance.Name, $"{move.Instance.Name} took another window of {Describe(handle)} while its device was transferring the one before: {move.Length} bytes were {(move.IsWrite ? "written" : "read")} after that");
    }
}
