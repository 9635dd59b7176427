namespace DmaActors.Verifier.Handles;

/// <summary>With N cookies in a window, ddi_dma_nextcookie is called at most N - 1 times.</summary>
internal sealed class CookieCountRule : Rule
{
    public override RuleInfo Info { get; } = new(
        "DMA003",
        "more cookies asked for than there are",
        "Writing Device Drivers, chapter 9, Programming the DMA Engine: ddi_dma_nextcookie is called N - 1 times",
        "count the cookies of the window that bind or getwin returned");

    protected override void OnCookiesExhausted(DmaHandle handle) => Report(handle.Name, $"ddi_dma_nextcookie after the last cookie of {handle.Name}");
}
