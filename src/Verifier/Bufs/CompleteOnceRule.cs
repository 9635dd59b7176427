namespace DmaActors.Verifier.Bufs;

/// <summary>Every buf that strategy was given is completed by biodone exactly once.</summary>
internal sealed class CompleteOnceRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA010",
        "buf not completed exactly once",
        "Writing Device Drivers, chapter 9, example 9-8, and biodone(9F): every request ends with one biodone",
        "call biodone on every path, errors included, and forget the buf before you do");

    private readonly Requests requests = new();
    private readonly HeldBufs held = new();

    public override RuleInfo Info => Text;

    protected override void OnBufIssued(DriverInstance instance, Buf buf) => requests.Add(instance, buf);

    protected override void OnHandleBound(DmaHandle handle, Buf? buf)
    {
        if (buf is not null)
            requests.Bind(buf);
    }

    protected override void OnCallbackRegistered(CallbackRequest request) => held.Add(request);

    protected override void OnCallbackEnded(CallbackRun run, bool isPutBack) => held.End(run, isPutBack);

    protected override void OnBufCompleted(TaskContext context, Buf buf)
    {
        if (!requests.Remove(buf))
            Report(context.Name, $"{context.Name} called biodone for {buf}, which was complete already");
    }

    protected override void OnStopped(DriverInstance instance)
    {
        foreach (var buf in requests.RemoveAllOf(instance))
            Held(instance, $"{buf}, which it was given and had not completed");
    }

    protected override void OnQuiescent()
    {
        foreach (var (buf, instance, wasBound) in requests.Dead())
        {
            // Of one that nobody has any more another rule speaks.
            if (wasBound || Holds(instance, buf) || held.Any(argument => Holds(argument, buf)))
                Report(instance.Name, $"{instance.Name} never called biodone for {buf}, and nothing is left that could make it");
            requests.Remove(buf);
        }
    }
}
