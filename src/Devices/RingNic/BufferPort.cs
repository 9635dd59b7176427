using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>The adapter's side of a transfer: a buffer on its board, from its beginning on.</summary>
internal sealed class BufferPort(byte[] buffer) : IDataPort
{
    private int position;

    public byte[] Buffer => buffer;

    public void Supply(Span<byte> destination)
    {
        buffer.AsSpan(position, destination.Length).CopyTo(destination);
        position += destination.Length;
    }

    public void Accept(ReadOnlySpan<byte> source)
    {
        source.CopyTo(buffer.AsSpan(position));
        position += source.Length;
    }
}
