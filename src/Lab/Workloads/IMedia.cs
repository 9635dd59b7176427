namespace DmaActors.Lab.Workloads;

/// <summary>What a disk stores: bytes that can be read and written at any place. A stand-in, member for member, for the interface that the device models define.</summary>
internal interface IMedia
{
    /// <summary>Bytes on the media.</summary>
    long Length { get; }

    /// <summary>Fills <paramref name="destination"/> with the bytes from <paramref name="offset"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not wholly on the media.</exception>
    void Read(long offset, Span<byte> destination);

    /// <summary>Stores <paramref name="source"/> from <paramref name="offset"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not wholly on the media.</exception>
    void Write(long offset, ReadOnlySpan<byte> source);
}
