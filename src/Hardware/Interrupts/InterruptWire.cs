namespace DmaActors.Hardware.Interrupts;

/// <summary>What the lines of one vector are soldered to: high while any of them is.</summary>
internal sealed class InterruptWire(ActorRef controller, int vector, InterruptTrigger trigger, VirtualDuration latency)
{
    // Devices on several threads may be soldered to one wire, and the controller reads it on its own.
    private int high;
    private bool rose;

    /// <summary>What is soldered to it.</summary>
    public List<InterruptLine> Lines { get; } = [];

    public int Vector { get; } = vector;

    public InterruptTrigger Trigger { get; } = trigger;

    public bool IsHigh => Volatile.Read(ref high) > 0;

    /// <summary>A line changes its level: the controller reads it without a message.</summary>
    public void DeclareChange(ActorContext device) => device.Footprint?.Writes(controller, (ulong)Vector);

    /// <summary>Whether a line rose since this was last asked: its devices get on, so that the walks are no storm.</summary>
    public bool TakeRise() => Interlocked.Exchange(ref rose, false);

    /// <summary>A line changed its level. Only a rise of the wire is told to the controller: with one line high, the rise of another one changes nothing. A message is
    /// no wire: each is told.</summary>
    public void Change(bool rise, ActorContext device)
    {
        var linesHigh = Interlocked.Add(ref high, rise ? 1 : -1);
        if (!rise)
            return;
        Volatile.Write(ref rose, true);
        if (linesHigh == 1 || Trigger == InterruptTrigger.Message)
            device.Tell(controller, new LineChanged(Vector), latency);
    }
}
