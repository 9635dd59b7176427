using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>
/// The media side of one command. Each command has its own: the engine may still move a grant of a command that was given up while the next one
/// waits for its service time.
/// </summary>
internal sealed class MediaPort(IMedia media, long position) : IDataPort
{
    /// <summary>Bytes that have passed.</summary>
    public long Moved { get; private set; }

    public void Supply(Span<byte> destination)
    {
        media.Read(position + Moved, destination);
        Moved += destination.Length;
    }

    public void Accept(ReadOnlySpan<byte> source)
    {
        media.Write(position + Moved, source);
        Moved += source.Length;
    }
}
