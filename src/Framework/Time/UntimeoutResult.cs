namespace DmaActors.Framework;

/// <summary>What untimeout(9F) says.</summary>
/// <param name="Cancelled">True: the handler will not run. False: it came too late, and the handler has run to its end (the manual's -1).</param>
public readonly record struct UntimeoutResult(bool Cancelled) : IDigestible
{
    public void Digest(ref TraceDigest digest) => digest.Add(Cancelled ? 1UL : 0UL);
}
