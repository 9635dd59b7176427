namespace DmaActors.Verifier.Bufs;

/// <summary>Follows every buf that strategy was given until biodone, whether it was ever bound, and what callbacks on the lists hold.</summary>
internal abstract class RequestRule : Rule
{
    private readonly HeldBufs held = new();

    protected Requests Requests { get; } = new();

    protected sealed override void Forget()
    {
        held.Clear();
        Requests.Clear();
    }

    protected sealed override void OnBufIssued(DriverInstance instance, Buf buf) => Requests.Add(instance, buf);

    protected sealed override void OnHandleBound(DmaHandle handle, Buf? buf)
    {
        if (buf is not null)
            Requests.Bind(buf);
    }

    protected sealed override void OnCallbackRegistered(CallbackRequest request) => held.Add(request);

    protected sealed override void OnCallbackEnded(CallbackRun run, bool isPutBack) => held.End(run, isPutBack);

    protected override void OnBufCompleted(TaskContext context, Buf buf) => Requests.Remove(buf);

    protected override void OnStopped(DriverInstance instance) => Requests.RemoveAllOf(instance);

    protected sealed override void OnQuiescent()
    {
        foreach (var (buf, instance, wasBound) in Requests.Dead())
        {
            var isLost = !wasBound && !Holds(instance, buf) && !held.Any(argument => Holds(argument, buf));
            OnNeverCompleted(instance, buf, isLost);
            Requests.Remove(buf);
        }
    }

    /// <summary>Nothing can happen any more, and a request was not completed.</summary>
    /// <param name="instance">To whom it was given.</param>
    /// <param name="buf">The request.</param>
    /// <param name="isLost">It was never bound, and nothing of the driver's leads to it any more.</param>
    protected abstract void OnNeverCompleted(DriverInstance instance, Buf buf, bool isLost);
}
