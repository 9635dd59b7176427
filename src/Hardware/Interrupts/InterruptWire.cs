namespace DmaActors.Hardware.Interrupts;

/// <summary>What the lines of one vector are soldered to: high while any of them is.</summary>
internal sealed class InterruptWire(ActorRef controller, int vector, InterruptTrigger trigger, VirtualDuration latency)
{
    private int high;
    private bool rose;

    public int Vector { get; } = vector;

    public InterruptTrigger Trigger { get; } = trigger;

    public bool IsHigh => high > 0;

    /// <summary>Whether a line rose since this was last asked: its devices get on, so that the walks are no storm.</summary>
    public bool TakeRise()
    {
        var risen = rose;
        rose = false;
        return risen;
    }

    /// <summary>A line changed its level. Only a rise of the wire is told to the controller: with one line high, the rise of another one changes nothing. A message is
    /// no wire: each is told.</summary>
    public void Change(bool rise, ActorContext device)
    {
        high += rise ? 1 : -1;
        if (!rise)
            return;
        rose = true;
        if (high == 1 || Trigger == InterruptTrigger.Message)
            device.Tell(controller, new LineChanged(Vector), latency);
    }
}
