namespace DmaActors.Hardware.Interrupts;

/// <summary>
/// A line from a device to a vector of the interrupt controller; lines of one vector are wired together. Its level changes in the device's own turn; a rise
/// of the wire tells the controller, which reads the level when it begins and ends a walk.
/// </summary>
public sealed class InterruptLine
{
    private readonly InterruptWire wire;

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
        wire.Change(high, device);
    }
}
