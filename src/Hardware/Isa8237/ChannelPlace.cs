using DmaActors.Hardware.Memory;

namespace DmaActors.Hardware.Isa8237;

/// <summary>Where a channel is to transfer, as the registers will hold it.</summary>
/// <param name="Address">The first byte; bits above 24 are lost, and on a 16-bit channel the lowest too.</param>
/// <param name="Bytes">
/// How many: 65,536 at most, or twice that on a 16-bit channel, where half a word is lost. 0, or 1 on a 16-bit channel, is the longest transfer: the register holds one less.
/// </param>
public readonly record struct ChannelPlace(PhysicalAddress Address, int Bytes) : IDigestible
{
    /// <inheritdoc/>
    public void Digest(ref TraceDigest digest)
    {
        digest.Add(Address.Value);
        digest.Add((ulong)Bytes);
    }
}
