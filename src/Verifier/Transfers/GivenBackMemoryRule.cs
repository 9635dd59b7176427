namespace DmaActors.Verifier.Transfers;

/// <summary>A device reaches memory only between the bind and the unbind of it, and not after biodone: it may be somebody else's by then.</summary>
internal sealed class GivenBackMemoryRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA070",
        "DMA into memory that is not bound, or was given back",
        "Writing Device Drivers, chapter 9, Freeing the DMA Resources: the resources are released when the transfer is over; biodone(9F): after it the buf may be reused",
        "ask under the mutex whether there is work before you start it, forget a buf before biodone, and unbind when the device has ended or has been stopped");

    // One a transfer: the rest of it says nothing new.
    private readonly HashSet<DriverInstance> reported = [];

    public override RuleInfo Info => Text;

    protected override void Forget() => reported.Clear();

    protected override void OnHandleBound(DmaHandle handle, Buf? buf) => reported.Remove(OwnerOf(handle));

    protected override void OnDeviceMoved(DeviceMove move)
    {
        if (move.Reach == DeviceReach.Nowhere)
            return;
        var buf = move.Handle is { } handle ? BufOf(handle) : null;
        if (move.Reach != DeviceReach.Outside && (buf is null || !IsGivenBack(buf)))
            return;
        if (!reported.Add(move.Instance))
            return;
        var what = $"the device of {move.Instance.Name} {(move.IsWrite ? "wrote" : "read")} {move.Length} bytes at address 0x{move.Address:X}";
        Report(move.Instance.Name, move.Reach == DeviceReach.Outside ? $"{what}, which is in no window that is current and was bound for this transfer" : $"{what}, the memory of {buf}, after biodone");
    }
}
