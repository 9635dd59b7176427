using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>Awaits the reply to a <see cref="MappedCall{TReply, TResult, TMap}"/>.</summary>
public readonly struct MappedCallAwaiter<TReply, TResult, TMap> : IContextAwaiter
    where TReply : struct, IDigestible
    where TMap : IReplyMap<TReply, TResult>
{
    private readonly ContextCallAwaiter<TReply> inner;

    internal MappedCallAwaiter(ContextCallAwaiter<TReply> inner) => this.inner = inner;

    public bool IsCompleted => inner.IsCompleted;

    TaskContext IContextAwaiter.Context => ContextOf(inner);

    public TResult GetResult() => TMap.Map(inner.GetResult());

    void IContextAwaiter.Suspend(DdiBox box) => Suspend(inner, box);

    public void OnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();

    public void UnsafeOnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();

    private static TaskContext ContextOf<T>(T awaiter)
        where T : IContextAwaiter => awaiter.Context;

    private static void Suspend<T>(T awaiter, DdiBox box)
        where T : IContextAwaiter => awaiter.Suspend(box);
}
