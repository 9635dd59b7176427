namespace DmaActors.Verifier.Handles;

/// <summary>Memory is touched, bound and freed while it is there and where it is there, and freed once, by the function of its kind.</summary>
internal sealed class MemoryUseRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA008",
        "use of memory that is not there",
        "kmem_free(9F) and ddi_dma_mem_free(9F): memory that was freed is somebody else's; Writing Device Drivers, chapter 9, Allocating Private DMA Buffers: a bind is given the length that was allocated",
        "free memory last and once, forget the pointer then, and keep to the length that the allocation gave");

    public override RuleInfo Info => Text;

    protected override void OnMisused(TaskContext context, Misuse what, string deed)
    {
        if (what == Misuse.Memory)
            Report(context.Name, $"{context.Name} {deed}");
    }
}
