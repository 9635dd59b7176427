namespace DmaActors.Verifier.Handles;

/// <summary>With N cookies in a window, ddi_dma_nextcookie is called at most N - 1 times, and ddi_dma_cookie_one not unless N is 1.</summary>
internal sealed class CookieCountRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA003",
        "cookies not counted",
        "Writing Device Drivers, chapter 9, Programming the DMA Engine: ddi_dma_nextcookie is called N - 1 times",
        "count the cookies of the window that bind or getwin returned; the first of them you have already");

    public override RuleInfo Info => Text;

    protected override void OnCookiesMiscounted(ActorRef caller, DmaHandle handle, string call, int cookies) => Report(
        caller.Name,
        call == "ddi_dma_nextcookie"
            ? $"{caller} called {call} with {Describe(handle)} after the last of {cookies} cookie(s) of its window"
            : $"{caller} called {call} with {Describe(handle)}, whose window has {cookies} cookies");
}
