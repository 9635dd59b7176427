namespace DmaActors.Verifier.Handles;

/// <summary>In a slot that has no wires for it no device can do DMA.</summary>
internal sealed class SlaveOnlyRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA007",
        "DMA from a slave-only slot",
        "Writing Device Drivers, chapter 9, Performing Third-Party DMA Transfers: ddi_slaveonly tells whether DMA is possible in the slot of the device",
        "call ddi_slaveonly in attach, and return FAILURE, or do without DMA, when it returns SUCCESS");

    public override RuleInfo Info => Text;

    protected override void OnHandleAllocated(DmaHandle handle)
    {
        if (IsInSlaveOnlySlot(handle))
            Report(OwnerOf(handle).Name, $"{OwnerOf(handle).Name} sits in a slave-only slot and has {Describe(handle)}");
    }
}
