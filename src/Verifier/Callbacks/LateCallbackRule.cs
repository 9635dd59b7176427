namespace DmaActors.Verifier.Callbacks;

/// <summary>The code of a driver that is gone may be unloaded, and its state is freed.</summary>
internal sealed class LateCallbackRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA053",
        "callback after detach",
        "Writing Device Drivers, chapter 9, Canceling DMA Callbacks, and detach(9E): nothing may call the driver once detach has succeeded",
        "return from detach only when every registered callback has run and returned something else than RUNOUT");

    private readonly HashSet<DriverInstance> gone = [];

    public override RuleInfo Info => Text;

    protected override void Forget() => gone.Clear();

    protected override void OnGone(DriverInstance instance, bool attachFailed) => gone.Add(instance);

    protected override void OnCallbackBegan(CallbackRun run)
    {
        if (gone.Contains(run.Instance))
            Report(run.Context.Name, $"{run.Context.Name} was called after {run.Instance.Name} was gone");
    }
}
