namespace DmaActors.Verifier.Handles;

/// <summary>With N cookies in a window, ddi_dma_nextcookie is called at most N - 1 times.</summary>
internal sealed class CookieCountRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA003",
        "more cookies asked for than there are",
        "Writing Device Drivers, chapter 9, Programming the DMA Engine: ddi_dma_nextcookie is called N - 1 times",
        "count the cookies of the window that bind or getwin returned; the first of them you have already");

    public override RuleInfo Info => Text;

    protected override void OnCookiesExhausted(ActorRef caller, DmaHandle handle, int cookies) =>
        Report(caller.Name, $"{caller} called ddi_dma_nextcookie with {Describe(handle)} after the last of {cookies} cookie(s) of its window");
}
