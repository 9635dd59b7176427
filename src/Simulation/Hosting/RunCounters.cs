namespace DmaActors.Simulation.Hosting;

/// <summary>What many worlds that are scheduled as one count together: the ages of messages, the clock, the trace hash, the steps.</summary>
/// <param name="Ages">The age of the next message.</param>
/// <param name="Now">Nanoseconds.</param>
/// <param name="Digest">The trace hash so far.</param>
/// <param name="Steps">Steps taken.</param>
public readonly record struct RunCounters(long Ages, long Now, TraceDigest Digest, long Steps)
{
    /// <summary>Before the first step.</summary>
    public static RunCounters Start { get; } = new(0, 0, World.FreshDigest, 0);
}
