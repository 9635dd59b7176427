namespace DmaActors.Simulation;

/// <summary>A value that can stand in a message: it adds itself to the trace hash, equal values equally on every machine.</summary>
public interface IDigestible
{
    void Digest(ref TraceDigest digest);
}
