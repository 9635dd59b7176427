namespace DmaActors.Hardware.Interrupts;

/// <summary>
/// A wire from a device to a vector of the interrupt controller. Its level changes in the device's own turn; a rise tells the controller, which reads the level
/// when it begins and ends a walk.
/// </summary>
public sealed class InterruptLine
{
    private readonly VirtualDuration latency;

    internal InterruptLine(ActorRef controller, int vector, VirtualDuration latency)
    {
        Controller = controller;
        Vector = vector;
        this.latency = latency;
    }

    public int Vector { get; }

    public bool IsHigh { get; private set; }

    internal ActorRef Controller { get; }

    public void Set(bool high, ActorContext device)
    {
        if (high == IsHigh)
            return;
        IsHigh = high;
        if (high)
            device.Tell(Controller, new LineChanged(Vector), latency);
    }
}
