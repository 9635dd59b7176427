namespace DmaActors.Framework.Isa;

/// <summary>What ddi_dmae_getcnt(9F) gives.</summary>
/// <param name="Status">FAILURE where there is no such channel.</param>
/// <param name="Bytes">What the channel has not moved: 0 at terminal count, and for a full 0x10000 transfers.</param>
public readonly record struct DmaeCount(DdiResult Status, int Bytes) : IDigestible
{
    /// <inheritdoc/>
    public void Digest(ref TraceDigest digest)
    {
        digest.Add((long)Status);
        digest.Add((long)Bytes);
    }
}
