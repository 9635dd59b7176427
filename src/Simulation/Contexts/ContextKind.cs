namespace DmaActors.Simulation;

/// <summary>What a context runs: <c>strategy</c>, <c>interrupt</c>, <c>callback</c>. Make it once, as a static field.</summary>
public sealed class ContextKind
{
    /// <summary>
    /// Above this level code runs on the stack of the thread that it interrupted: it must not take what a thread may hold while it sleeps, an ordinary mutex or a lock of the
    /// system.
    /// </summary>
    public const int LockLevel = 10;

    public ContextKind(string name, int level = 0, bool mayBlock = true)
    {
        Name = name;
        Level = level;
        MayBlock = mayBlock;
        Digest = TraceDigest.OfName(name);
    }

    public string Name { get; }

    /// <summary>The interrupt level: 0 for threads, 1 for DMA callbacks, the device's priority for interrupts.</summary>
    public int Level { get; }

    /// <summary>Whether it may sleep, wait for a condition variable, or wait for I/O. Mutexes are another matter.</summary>
    public bool MayBlock { get; }

    internal ulong Digest { get; }

    public override string ToString() => Name;
}
