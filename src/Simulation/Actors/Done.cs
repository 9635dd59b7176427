namespace DmaActors.Simulation;

/// <summary>A reply that says only: it has been carried out.</summary>
public readonly record struct Done : IDigestible
{
    public void Digest(ref TraceDigest digest) => digest.Add(0UL);
}
