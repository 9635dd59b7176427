using DmaActors.Hardware.DeviceModel;

namespace DmaActors.Devices;

/// <summary>
/// The wire of the adapter, which ends in a plug: what is put on it comes back, one frame after another. What has come back is held until the adapter takes it.
/// </summary>
/// <param name="mostFrames">How many frames the adapter has ready for the wire at once; and how many it holds that have come back.</param>
/// <param name="startTimer">Starts the time that a frame is on the wire, after which <see cref="TryEndFrame"/> is to be called.</param>
/// <param name="cancelTimer">Takes that back.</param>
internal sealed class NicWire(int mostFrames, Func<TimerHandle> startTimer, Action<TimerHandle> cancelTimer)
{
    private readonly Queue<byte[]> onWire = new();
    private readonly Queue<byte[]> arrived = new();
    private TimerHandle timer;

    /// <summary>Another frame can be put on the wire.</summary>
    public bool HasPlace => onWire.Count < mostFrames;

    /// <summary>A frame has come back.</summary>
    public bool HasArrivals => arrived.Count > 0;

    /// <summary>Frames that came back and were not held, because so many others were.</summary>
    public uint Missed { get; private set; }

    public void Put(byte[] frame)
    {
        onWire.Enqueue(frame);
        if (onWire.Count == 1)
            timer = startTimer();
    }

    public byte[] Take() => arrived.Dequeue();

    /// <summary>The first frame on the wire is back. False: it is missed.</summary>
    public bool TryEndFrame()
    {
        var frame = onWire.Dequeue();
        if (onWire.Count > 0)
            timer = startTimer();
        if (arrived.Count == mostFrames)
        {
            Missed++;
            return false;
        }

        arrived.Enqueue(frame);
        return true;
    }

    public void Reset()
    {
        cancelTimer(timer);
        onWire.Clear();
        arrived.Clear();
        Missed = 0;
    }
}
