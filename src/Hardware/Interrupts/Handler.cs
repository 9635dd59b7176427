namespace DmaActors.Hardware.Interrupts;

/// <summary>A handler of a vector. Known by itself: an instance may add one again that it has removed.</summary>
internal sealed class Handler(ActorContext controller, int vector, AddHandler added)
{
    public int Priority { get; } = added.Priority;

    public ActorRef Instance { get; } = added.Instance;

    public int Number { get; } = added.Number;

    /// <summary>Held while it runs.</summary>
    public Deferral Call { get; } = new(controller, TraceDigest.Join(TraceDigest.Join((ulong)vector, TraceDigest.OfName(added.Instance.Name)), (ulong)added.Number));

    /// <summary>What happened before its next call: its registration, all that it has done, and what made the line of its device rise.</summary>
    public Cause Cause { get; set; } = controller.Cause;

    public bool IsRemoved { get; set; }
}
