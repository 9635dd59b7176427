using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>Turns what a reply carries into what the caller is given.</summary>
public interface IReplyMap<in TReply, out TResult>
{
    static abstract TResult Map(TReply reply);
}

/// <summary>A <see cref="ContextCall{T}"/> whose result is a part of the reply: a register read gives a byte.</summary>
public readonly struct MappedCall<TReply, TResult, TMap>(ContextCall<TReply> call) : IContextAwaiter
    where TReply : struct, IDigestible
    where TMap : IReplyMap<TReply, TResult>
{
    private readonly ContextCall<TReply> call = call;

    public bool IsCompleted => call.IsCompleted;

    TaskContext IContextAwaiter.Context => ContextOf(call);

    public MappedCall<TReply, TResult, TMap> GetAwaiter() => this;

    public TResult GetResult() => TMap.Map(call.GetResult());

    void IContextAwaiter.Suspend(DdiBox box) => Suspend(call, box);

    public void OnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();

    public void UnsafeOnCompleted(Action continuation) => throw DdiTaskAwaiter.NotAwaitable();

    private static TaskContext ContextOf<T>(T awaiter)
        where T : IContextAwaiter => awaiter.Context;

    private static void Suspend<T>(T awaiter, DdiBox box)
        where T : IContextAwaiter => awaiter.Suspend(box);
}
