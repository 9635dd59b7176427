namespace DmaActors.Framework;

/// <summary>uio(9S): what a user wants of a character device with read(2) or write(2), and how much of it is left. One buffer, no list of them.</summary>
public sealed class Uio : IDigestible
{
    internal Uio(UserMemory buffer, bool isRead, long offset)
    {
        Buffer = buffer;
        IsRead = isRead;
        Offset = offset;
        Residual = buffer.Length;
    }

    /// <summary>uio_iov: the user's buffer.</summary>
    public UserMemory Buffer { get; }

    /// <summary>Whether it is read(2): data go to the user's memory.</summary>
    public bool IsRead { get; }

    /// <summary>uio_loffset: where on the device, in bytes; moves on with the data.</summary>
    public long Offset { get; set; }

    /// <summary>uio_resid: bytes that are left to be moved; the data are the end of the buffer.</summary>
    public uint Residual { get; set; }

    /// <summary>For whoever made it.</summary>
    internal object? InitiatorState { get; init; }

    public void Digest(ref TraceDigest digest)
    {
        digest.Add(Offset);
        digest.Add((ulong)Residual);
    }
}
