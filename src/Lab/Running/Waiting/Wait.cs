namespace DmaActors.Lab.Running.Waiting;

/// <summary>Somebody who waits when nothing can happen any more.</summary>
/// <param name="Who">A context, a request, a callback.</param>
/// <param name="What">What for, as it follows on "waits for".</param>
/// <param name="Holder">The context that has what is waited for, and is named there; null: nobody has it, or nobody knows.</param>
/// <param name="Waker">Who could have ended the wait, and why nobody does, as a sentence without a full stop; null: the holder.</param>
internal sealed record Wait(string Who, string What, string? Holder = null, string? Waker = null)
{
    public override string ToString() => $"{Who} waits for {What}{(Waker is null ? "" : $"; {Waker}")}";
}
