namespace DmaActors.Verifier.Contexts;

/// <summary>Interrupt handlers, DMA callbacks and timeouts must not sleep.</summary>
internal sealed class ForbiddenBlockRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA020",
        "blocking where it is forbidden",
        "Writing Device Drivers, chapter 9, DMA Callback Example: a callback must not sleep; ddi_dma_buf_bind_handle(9F), CONTEXT",
        "use DDI_DMA_DONTWAIT or a callback instead of DDI_DMA_SLEEP, and leave waiting to threads");

    public override RuleInfo Info => Text;

    protected override void OnForbiddenBlock(TaskContext context, string call) =>
        Report(context.Name, $"{context.Name}, which runs at level {context.Kind.Level} and must not sleep, called {call}");
}
