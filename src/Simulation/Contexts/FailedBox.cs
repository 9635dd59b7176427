namespace DmaActors.Simulation.Contexts;

/// <summary>
/// The end of a task that threw before its first suspension, for <see cref="DdiTaskBuilder{T}.Start"/> to throw on. (Throwing on where the builder is told, in the
/// handler of the exception, would pile up the handlers of all callers on the stack, which a runaway recursion does not leave room for.)
/// </summary>
internal sealed class FailedBox<T> : DdiBox<T>
{
    public FailedBox(Exception failure)
    {
        Failure = failure;
        IsCompleted = true;
    }

    public override void MoveNext() => throw new InvalidOperationException("A task that has failed was resumed.");

    public override void Recycle()
    {
    }
}
