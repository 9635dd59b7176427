namespace DmaActors.Verifier.Callbacks;

/// <summary>A callback cannot be taken back: detach waits until the last one has run, or fails.</summary>
internal sealed class OutstandingCallbackRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA052",
        "detached with callbacks outstanding",
        "Writing Device Drivers, chapter 9, Canceling DMA Callbacks: callbacks cannot be cancelled, and detach(9E) must wait for those that are outstanding",
        "count the registrations, wait in detach until all have run, and make a pass happen by freeing a handle; or return FAILURE");

    private readonly Dictionary<DriverInstance, int> owed = [];

    public override RuleInfo Info => Text;

    protected override void Forget() => owed.Clear();

    protected override void OnResource(DriverInstance instance, ResourceKind kind, string? name, int change)
    {
        if (kind == ResourceKind.Callback)
            owed[instance] = owed.GetValueOrDefault(instance) + change;
    }

    protected override void OnGone(DriverInstance instance, bool attachFailed)
    {
        if (owed.GetValueOrDefault(instance) is var count and > 0)
            Report(instance.Name, $"{instance.Name} {(attachFailed ? "failed to attach" : "detached")} and left {Describe(count)}");
    }

    protected override void OnStopped(DriverInstance instance)
    {
        if (owed.Remove(instance, out var count) && count > 0)
            Held(instance, Describe(count));
    }

    private static string Describe(int count) => $"{count} DMA callback(s) registered or running";
}
