namespace DmaActors.Hardware.DeviceModel;

/// <summary>What a storage device stores: memory or a file. Offsets and lengths are bytes and inside <see cref="Length"/>.</summary>
public interface IMedia
{
    long Length { get; }

    void Read(long offset, Span<byte> destination);

    void Write(long offset, ReadOnlySpan<byte> source);
}
