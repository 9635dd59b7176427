namespace DmaActors.Verifier.Handles;

/// <summary>The memory of a user is locked before it is bound: the system may move it otherwise, and the device goes on with the frames where it was.</summary>
internal sealed class UnlockedMemoryRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA006",
        "memory bound that can move",
        "Writing Device Drivers, chapter 9, Object Locking: buffers from user space must be locked down before they are bound",
        "use physio in read(9E) and write(9E), or ddi_umem_lock before the bind and ddi_umem_unlock after the unbind");

    public override RuleInfo Info => Text;

    protected override void OnUnlockedBound(DmaHandle handle, TaskContext? unlocker)
    {
        if (unlocker is null)
            Report(handle.Name, $"{Describe(handle)} was bound to a user's memory that is not locked");
        else
            Report(unlocker.Name, $"{unlocker.Name} unlocked a user's memory while {Describe(handle)} was bound to it");
    }
}
