namespace DmaActors.Framework;

/// <summary>What untimeout(9F) says.</summary>
/// <param name="Cancelled">True: the handler will not run. False (the manual's -1): it came too late, and the handler has run to its end, unless the caller is the handler itself;
/// or the timeout had been cancelled before.</param>
public readonly record struct UntimeoutResult(bool Cancelled) : IDigestible
{
    public void Digest(ref TraceDigest digest) => digest.Add(Cancelled ? 1UL : 0UL);
}
