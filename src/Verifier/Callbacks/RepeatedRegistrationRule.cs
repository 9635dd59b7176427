using DmaActors.Framework.Callbacks;

namespace DmaActors.Verifier.Callbacks;

/// <summary>
/// A callback that finds too little either registers itself again and returns DONE, or registers nothing and returns RUNOUT. One that does both is owed one run more after each
/// try, and those that are left over find the work done.
/// </summary>
internal sealed class RepeatedRegistrationRule : Rule
{
    private static readonly RuleInfo Text = new(
        "DMA050",
        "callback registered again and put back",
        "Writing Device Drivers, chapter 9, example 9-1, and ddi_dma_buf_bind_handle(9F): a bind that is refused registers its callback, and RUNOUT keeps the entry that ran",
        "in the callback bind with DDI_DMA_DONTWAIT and return RUNOUT, or bind with the callback and return DONE");

    /// <summary>Callbacks that run.</summary>
    private readonly Dictionary<ActorRef, Run> running = [];

    /// <summary>Which callback waits for what: a buf, the memory of a handle, or, where a handle itself is wanted, the callback.</summary>
    private readonly Dictionary<object, (DmaCallback Callback, object? Argument)> waiting = [];

    public override RuleInfo Info => Text;

    protected override void Forget()
    {
        running.Clear();
        waiting.Clear();
    }

    protected override void OnCallbackBegan(CallbackRun run) => running.Add(run.Context.Self, new Run(run.Callback, run.Argument));

    protected override void OnCallbackRegistered(CallbackRequest request)
    {
        var work = request.Buf ?? request.Handle ?? (object)request.Callback;
        var waiter = (request.Callback, request.Argument);
        if (running.TryGetValue(request.Caller, out var run) && run.Is(waiter) && waiting.TryGetValue(work, out var before) && run.Is(before))
            running[request.Caller] = run with { Again = work };
        waiting[work] = waiter;
    }

    protected override void OnCallbackEnded(CallbackRun run, bool isPutBack)
    {
        if (running.Remove(run.Context.Self, out var ended) && isPutBack && ended.Again is { } work)
            Report(run.Context.Name, $"{run.Context.Name} was called for {(work is DmaCallback ? "a handle" : work)}, was refused, which registered it again, and returned RUNOUT: it is owed one run more than before");
    }

    protected override void OnHandleBound(DmaHandle handle, Buf? buf) => waiting.Remove(buf ?? (object)handle);

    protected override void OnHandleFreed(ActorRef caller, DmaHandle handle, Buf? buf) => waiting.Remove(handle);

    protected override void OnBufCompleted(TaskContext context, Buf buf) => waiting.Remove(buf);

    /// <param name="Callback">The function that runs.</param>
    /// <param name="Argument">What it was called with.</param>
    /// <param name="Again">What it has registered itself for, and had waited for already; null: nothing.</param>
    private readonly record struct Run(DmaCallback Callback, object? Argument, object? Again = null)
    {
        public bool Is((DmaCallback Callback, object? Argument) waiter) => ReferenceEquals(Callback, waiter.Callback) && ReferenceEquals(Argument, waiter.Argument);
    }
}
