using System.Security.Cryptography;

namespace DmaActors.Lab.Workloads;

/// <summary>The SHA-256 of a disk's contents, in lower-case hexadecimal, as <c>sha256sum</c> prints it.</summary>
internal static class ImageDigest
{
    /// <summary>How much is read at a time.</summary>
    public const int PieceBytes = 1 << 20;

    public delegate void Reader(long offset, Span<byte> destination);

    public static string Sha256(IMedia media) => Sha256(media.Length, media.Read);

    public static string Sha256(long length, Reader read)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[(int)Math.Min(PieceBytes, length)];
        for (long offset = 0; offset < length; offset += buffer.Length)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - offset));
            read(offset, piece);
            hash.AppendData(piece);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
