namespace DmaActors.Hardware.Tests.Machine;

internal sealed class RamMedia(byte[] bytes) : IMedia
{
    public byte[] Bytes { get; } = bytes;

    public long Length => Bytes.Length;

    public void Read(long offset, Span<byte> destination) => Bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);

    public void Write(long offset, ReadOnlySpan<byte> source) => source.CopyTo(Bytes.AsSpan((int)offset, source.Length));
}
