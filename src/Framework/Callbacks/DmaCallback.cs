namespace DmaActors.Framework.Callbacks;

/// <summary>
/// The <c>callback</c> or <c>waitfp</c> argument of an allocation: what to do when resources are short (manual, table 9-1). Make one per function, once, as a static
/// field: entries of a callback list are equal if callback and argument are the same objects.
/// </summary>
public sealed class DmaCallback(Func<object?, DdiTask<CallbackStatus>> function) : IDigestible
{
    /// <summary>DDI_DMA_DONTWAIT: return at once.</summary>
    public static readonly DmaCallback DontWait = new(NeverCalled);

    /// <summary>DDI_DMA_SLEEP: wait until the resources are there. Forbidden in interrupts and callbacks.</summary>
    public static readonly DmaCallback Sleep = new(NeverCalled);

    /// <summary>The function; it gets the argument of the registration and says whether it is done.</summary>
    public Func<object?, DdiTask<CallbackStatus>> Function { get; } = function;

    /// <summary>Whether it is a function to be registered, and not one of the two special values.</summary>
    internal bool IsFunction => this != DontWait && this != Sleep;

    public void Digest(ref TraceDigest digest) => digest.Add(this == DontWait ? 0UL : this == Sleep ? 1UL : 2UL);

    /// <summary>As traces have it.</summary>
    public override string ToString() => this == DontWait ? nameof(DontWait) : this == Sleep ? nameof(Sleep) : "function";

    private static DdiTask<CallbackStatus> NeverCalled(object? argument) => throw new SimulationFaultException("DDI_DMA_DONTWAIT or DDI_DMA_SLEEP was called as a function.");
}
