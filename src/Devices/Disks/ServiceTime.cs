namespace DmaActors.Devices;

/// <summary>How long a disk takes before data move: a base, and a seek by distance from where the head stands.</summary>
internal sealed class ServiceTime(DiskSettings settings)
{
    // Bytes from the start of the media.
    private long head;

    /// <summary>The head moves; says how long a command takes that begins there.</summary>
    public VirtualDuration MoveTo(long position)
    {
        var seek = (Int128)Math.Abs(position - head) * settings.SeekNanosecondsPerMiB >> 20;
        head = position;
        return new VirtualDuration(settings.ServiceNanoseconds + (long)Int128.Min(seek, long.MaxValue / 4));
    }

    /// <summary>Data passed under the head.</summary>
    public void Pass(long bytes) => head += bytes;
}
