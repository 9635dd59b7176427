namespace DmaActors.Verifier.Bufs;

/// <summary>
/// A request is in the driver's hands until biodone. One that was never bound, and to which nothing of the driver's leads any more, has been lost: another has taken its place.
/// </summary>
internal sealed class LostRequestRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA014",
        "request lost",
        "Writing Device Drivers, chapter 9, examples 9-1 and 9-6: there is one place for a request, and strategy(9E) may be called again while it is taken",
        "keep requests that wait in a queue, and overwrite none");

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

    protected override void OnBufCompleted(TaskContext context, Buf buf) => requests.Remove(buf);

    protected override void OnStopped(DriverInstance instance) => requests.RemoveAllOf(instance);

    protected override void OnQuiescent()
    {
        foreach (var (buf, instance, wasBound) in requests.Dead())
        {
            if (!wasBound && !Holds(instance, buf) && !held.Any(argument => Holds(argument, buf)))
                Report(instance.Name, $"{instance.Name} was given {buf}, never bound it, and nothing of {instance.Name} leads to it any more");
            requests.Remove(buf);
        }
    }
}
