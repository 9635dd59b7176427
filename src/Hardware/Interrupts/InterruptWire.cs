namespace DmaActors.Hardware.Interrupts;

/// <summary>What the lines of one vector are soldered to: high while any of them is.</summary>
/// <remarks>Devices on several threads may be soldered to one wire, and the controller reads it on its own.</remarks>
internal sealed class InterruptWire(ActorRef controller, int vector, InterruptTrigger trigger, VirtualDuration latency)
{
    private static readonly ulong News = TraceDigest.OfName("rise of the wire");

    private int high;
    private bool isTold;
    private bool rose;

    /// <summary>What is soldered to it.</summary>
    public List<InterruptLine> Lines { get; } = [];

    public int Vector { get; } = vector;

    public InterruptTrigger Trigger { get; } = trigger;

    /// <summary>It is high, and the controller has been told. While the word of its rise is under way, that and nothing else will begin a walk.</summary>
    public bool IsKnownHigh => !IsTold && Volatile.Read(ref high) > 0;

    /// <summary>The word of a rise is under way: what else rises until it arrives goes with it.</summary>
    private bool IsTold => Volatile.Read(ref isTold);

    private ulong NewsObject => TraceDigest.Join(News, (ulong)Vector);

    /// <summary>Whether another line rose while one was high, since this was last asked: its devices get on, so that the walks are no storm.</summary>
    public bool TakeRise() => Volatile.Read(ref rose) && Interlocked.Exchange(ref rose, false);

    /// <summary>The controller takes the word of a rise.</summary>
    public void Arrive(ActorContext who)
    {
        who.Footprint?.Writes(who.Self, NewsObject);
        Volatile.Write(ref isTold, false);
    }

    /// <summary>The handlers learn of the lines that have risen since they were called last. While the word of a rise is under way there is nothing to learn: it comes with that.</summary>
    public void TellRises(HandlerChain handlers)
    {
        if (IsTold)
            return;
        foreach (var line in Lines)
        {
            if (line.TryTakeRise(out var cause))
                handlers.LearnOfRise(cause);
        }
    }

    /// <summary>A line changed its level. Only a rise of the wire is told to the controller: with one line high, the rise of another one changes nothing. A message is
    /// no wire: each is told.</summary>
    public void Change(bool rise, ActorContext device)
    {
        var linesHigh = Interlocked.Add(ref high, rise ? 1 : -1);
        device.Footprint?.Writes(controller, NewsObject);

        // A rise of the wire changes nothing for the controller until it is told.
        var isNews = rise && linesHigh == 1;
        if (!isNews)
            device.Footprint?.Writes(controller, (ulong)Vector);
        if (rise && !isNews)
            Volatile.Write(ref rose, true);
        if ((isNews || (rise && Trigger == InterruptTrigger.Message)) && !Interlocked.Exchange(ref isTold, true))
            device.Tell(controller, new LineChanged(Vector), latency);
    }
}
