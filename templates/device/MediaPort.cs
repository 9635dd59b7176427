using DmaActors.Hardware.DeviceModel;

namespace __Name__Devices;

/// <summary>The disk's side of a transfer: bytes come from its media, or go there, in order.</summary>
internal sealed class MediaPort(IMedia media, long position) : IDataPort
{
    private long at = position;

    public void Supply(Span<byte> destination)
    {
        media.Read(at, destination);
        at += destination.Length;
    }

    public void Accept(ReadOnlySpan<byte> source)
    {
        media.Write(at, source);
        at += source.Length;
    }
}
