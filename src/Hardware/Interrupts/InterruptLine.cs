namespace DmaActors.Hardware.Interrupts;

/// <summary>
/// A line from a device to a vector of the interrupt controller; lines of one vector are wired together. Its level changes in the device's own turn; a rise
/// of the wire tells the controller, which reads the level when it begins and ends a walk.
/// </summary>
public sealed class InterruptLine
{
    private readonly InterruptWire wire;
    private Cause cause;
    private bool hasRisen;

    internal InterruptLine(InterruptWire wire) => this.wire = wire;

    public int Vector => wire.Vector;

    /// <summary>There is no wire: the device sends its interrupt as a message on the bus, which pushes its data before it.</summary>
    public bool IsMessage => wire.Trigger == InterruptTrigger.Message;

    public bool IsHigh { get; private set; }

    public void Set(bool high, ActorContext device)
    {
        if (high == IsHigh)
            return;
        IsHigh = high;
        if (high)
        {
            cause = cause.And(device.Cause);
            Volatile.Write(ref hasRisen, true);
        }

        wire.Change(high, device);
    }

    /// <summary>Whether the line rose since this was last asked, and what made it rise: the driver's start of the transfer, for one.</summary>
    internal bool TryTakeRise(out Cause why)
    {
        // Mostly it has not, and to exchange what is there for itself costs as much as any exchange.
        var rose = Volatile.Read(ref hasRisen) && Interlocked.Exchange(ref hasRisen, false);
        why = rose ? cause : default;
        return rose;
    }
}
