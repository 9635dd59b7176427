namespace DmaActors.Verifier.Handles;

/// <summary>The registers of a device are accessed while they are mapped, and unmapped once.</summary>
internal sealed class AccessHandleRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA009",
        "use of registers that are not mapped",
        "ddi_regs_map_free(9F): the access handle is invalid after it",
        "remove the interrupt handler and cancel timeouts before ddi_regs_map_free, and call it once, last in detach");

    public override RuleInfo Info => Text;

    protected override void OnMisused(TaskContext context, Misuse what, string deed)
    {
        if (what == Misuse.AccessHandle)
            Report(context.Name, $"{context.Name} {deed}");
    }
}
