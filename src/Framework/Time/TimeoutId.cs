namespace DmaActors.Framework;

/// <summary>timeout_id_t: a timeout that was set. Opaque.</summary>
public sealed class TimeoutId : IDigestible
{
    internal TimeoutId(TimerName name, int ordinal, Func<DdiTask> handler)
    {
        Name = name;
        Ordinal = ordinal;
        Handler = handler;
    }

    internal TimerName Name { get; }

    internal int Ordinal { get; }

    internal Func<DdiTask> Handler { get; }

    internal TimerHandle Timer { get; set; }

    internal TaskContext? RunsIn { get; set; }

    /// <summary>untimeout was in time, or the handler has ended.</summary>
    internal bool IsOver { get; set; }

    /// <summary>What the handler has done, once it has ended; null: it never ran.</summary>
    internal Cause? Ended { get; set; }

    /// <summary>Contexts that wait in untimeout for the handler to end.</summary>
    internal List<ActorRef>? Waiters { get; set; }

    public void Digest(ref TraceDigest digest) => digest.Add((long)Ordinal);

    public override string ToString() => $"{Name}#{Ordinal}";
}
