using DmaActors.Hardware.Memory;

namespace DmaActors.Framework;

/// <summary>mblk_t: a frame on its way through the system, in memory that no device sees. A driver copies it to and from its own buffers.</summary>
/// <param name="data">The frame; nobody changes it any more.</param>
public sealed class Mblk(byte[] data) : IDigestible
{
    /// <summary>b_rptr to b_wptr.</summary>
    public ReadOnlySpan<byte> Data => data;

    /// <summary>msgsize(9F), in bytes.</summary>
    public int Length => data.Length;

    public void Digest(ref TraceDigest digest) => digest.Add(BlockDigest.Hash64(data));

    public override string ToString() => $"{data.Length} bytes";
}
