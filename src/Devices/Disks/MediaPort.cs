using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>
/// The media side of one command. Each command has its own: the engine may still move a grant of a command that was given up while the next one
/// waits for its service time.
/// </summary>
/// <param name="media">What the disk stores.</param>
/// <param name="position">Where on it the command begins.</param>
/// <param name="toMemory">
/// The direction of the command. Who moves data the other way gets what an idle data bus carries, or is not listened to: a DMA controller can be programmed wrong.
/// </param>
internal sealed class MediaPort(IMedia media, long position, bool toMemory) : IDataPort
{
    /// <summary>From the media to memory.</summary>
    public bool ToMemory { get; } = toMemory;

    /// <summary>Bytes that have passed.</summary>
    public long Moved { get; private set; }

    public void Supply(Span<byte> destination)
    {
        if (!ToMemory)
        {
            destination.Fill(0xFF);
            return;
        }

        media.Read(position + Moved, destination);
        Moved += destination.Length;
    }

    public void Accept(ReadOnlySpan<byte> source)
    {
        if (ToMemory)
            return;
        media.Write(position + Moved, source);
        Moved += source.Length;
    }
}
