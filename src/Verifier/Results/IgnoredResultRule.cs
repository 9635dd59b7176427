using DmaActors.Framework.Dma;

namespace DmaActors.Verifier.Results;

/// <summary>What a bind or ddi_dma_getwin gives is used only after its result has been looked at, and only if that is a success.</summary>
/// <remarks>
/// A driver that copies the cookie aside, looks at the result and goes on all the same with the copy is not seen here; what it does with the handle then is, and what the device does
/// with the cookie. Of an allocation the handle itself says how it ended: it is null.
/// </remarks>
internal sealed class IgnoredResultRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA080",
        "result not heeded",
        "Writing Device Drivers, chapter 9, examples 9-2, 9-4 and 9-8, and ddi_dma_getwin(9F): cookies and windows are there only after DDI_DMA_MAPPED, DDI_DMA_PARTIAL_MAP or DDI_SUCCESS",
        "look at the result first, and leave on every other one");

    /// <summary>Handles whose latest bind was refused, and in which context.</summary>
    private readonly Dictionary<DmaHandle, (ActorRef Caller, DmaBind Status)> refused = [];

    public override RuleInfo Info => Text;

    protected override void Forget() => refused.Clear();

    protected override void OnResultIgnored(TaskContext context, DmaHandle handle, string what, bool hasFailed)
    {
        refused.Remove(handle);
        Report(context.Name, $"{context.Name} went on with {what} of {Describe(handle)} {(hasFailed ? "after it had failed" : "without looking at the result")}");
    }

    protected override void OnBindRefused(ActorRef caller, DmaHandle handle, Buf? buf, DmaBind status) => refused[handle] = (caller, status);

    protected override void OnHandleBound(DmaHandle handle, Buf? buf) => refused.Remove(handle);

    protected override void OnHandleFreed(ActorRef caller, DmaHandle handle, Buf? buf) => refused.Remove(handle);

    protected override void OnHandleUsed(ActorRef caller, DmaHandle handle, string call, bool mustBeBound)
    {
        // Another context may have bound it before, which INUSE says: then it is used rightly, or by accident.
        if (mustBeBound && !IsBound(handle) && refused.TryGetValue(handle, out var bind) && bind.Caller == caller)
        {
            refused.Remove(handle);
            Report(caller.Name, $"{caller} called {call} with {Describe(handle)} after its bind had been refused ({bind.Status.ToString().ToUpperInvariant()})");
        }
    }
}
