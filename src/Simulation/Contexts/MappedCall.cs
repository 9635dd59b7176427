namespace DmaActors.Simulation;

/// <summary>Turns what a reply carries into what the caller is given.</summary>
public interface IReplyMap<in TReply, out TResult>
{
    static abstract TResult Map(TReply reply);
}

/// <summary>A <see cref="ContextCall{T}"/> whose result is a part of the reply: a register read gives a byte.</summary>
public readonly struct MappedCall<TReply, TResult, TMap>(ContextCall<TReply> call)
    where TReply : struct, IDigestible
    where TMap : IReplyMap<TReply, TResult>
{
    private readonly ContextCall<TReply> call = call;

    /// <summary>Sends the request.</summary>
    public MappedCallAwaiter<TReply, TResult, TMap> GetAwaiter() => new(call.GetAwaiter());
}
