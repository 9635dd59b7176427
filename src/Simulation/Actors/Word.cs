namespace DmaActors.Simulation;

/// <summary>A reply that is a number.</summary>
public readonly record struct Word(ulong Value) : IDigestible
{
    public void Digest(ref TraceDigest digest) => digest.Add(Value);
}
