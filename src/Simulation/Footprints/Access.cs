namespace DmaActors.Simulation;

/// <summary>What a step touches: an object (one number) or bytes of memory (a range of addresses).</summary>
/// <param name="First">The object, or the first byte.</param>
/// <param name="Last">The object again, or the last byte.</param>
/// <param name="IsWrite">Whether it is changed.</param>
/// <param name="IsClosed">A lock that was held, or a semaphore at zero, when the step first touched it: nobody could have entered just before the step.</param>
public readonly record struct Access(ulong First, ulong Last, bool IsWrite, bool IsClosed = false)
{
    /// <summary>Two steps that touch the same, at least one to change it, depend on each other.</summary>
    public bool ConflictsWith(in Access other) => (IsWrite || other.IsWrite) && First <= other.Last && other.First <= Last;
}
