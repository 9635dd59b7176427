using DmaActors.Framework.Dma;

namespace DmaActors.Verifier.Callbacks;

/// <summary>RUNOUT says that resources are short. What was refused for another reason is refused at every release, for ever.</summary>
internal sealed class HopelessRetryRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA051",
        "RUNOUT after an error that stays",
        "Writing Device Drivers, chapter 9, example 9-1: the return values of the bind are to be told apart; only DDI_DMA_NORESOURCES is cured by waiting",
        "end a request that can never be mapped with bioerror and biodone, and return RUNOUT after DDI_DMA_NORESOURCES only");

    private readonly Dictionary<ActorRef, Refusal> running = [];

    public override RuleInfo Info => Text;

    protected override void Forget() => running.Clear();

    protected override void OnCallbackBegan(CallbackRun run) => running.Add(run.Context.Self, default);

    protected override void OnBindRefused(ActorRef caller, DmaHandle handle, Buf? buf, DmaBind status)
    {
        if (!running.TryGetValue(caller, out var run))
            return;
        if (status == DmaBind.NoResources)
            running[caller] = run with { IsShort = true };
        else if (status is DmaBind.TooBig or DmaBind.NoMapping)
            running[caller] = run with { Handle = handle, Buf = buf, Status = status };
    }

    protected override void OnCallbackEnded(CallbackRun run, bool isPutBack)
    {
        // Where another request was short of resources, it is for that one; and one that has ended is not tried again.
        if (!running.Remove(run.Context.Self, out var refusal) || !isPutBack || refusal.IsShort || refusal.Handle is not { } handle || (refusal.Buf is { } ended && IsGivenBack(ended)))
            return;
        Report(run.Context.Name, $"{run.Context.Name} could not bind {Describe(handle)}{(refusal.Buf is { } buf ? $" to {buf}" : "")}, which was {NameOf(refusal.Status)}, and returned RUNOUT");
    }

    private static string NameOf(DmaBind status) => status == DmaBind.TooBig ? "DDI_DMA_TOOBIG" : "DDI_DMA_NOMAPPING";

    private readonly record struct Refusal(DmaHandle? Handle, Buf? Buf, DmaBind Status, bool IsShort);
}
