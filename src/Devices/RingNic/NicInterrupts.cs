namespace DmaActors.Devices;

/// <summary>
/// How the adapter says what there is to tell: by one line, or by two, of which the second one is then for what was sent. Frames can be coalesced: the line rises when there are enough
/// of them, or when the first has waited long enough. Anything else is told at once.
/// </summary>
/// <param name="lineCount">1 or 2.</param>
/// <param name="setLine">Sets the level of a line.</param>
/// <param name="startTimer">Starts the time after which <see cref="EndCoalescing"/> is to be called for a line.</param>
/// <param name="cancelTimer">Takes that back.</param>
internal sealed class NicInterrupts(int lineCount, Action<int, bool> setLine, Func<int, VirtualDuration, TimerHandle> startTimer, Action<TimerHandle> cancelTimer)
{
    private const uint Frames = RingNicRegisters.Received | RingNicRegisters.Transmitted;

    private readonly Line[] lines = lineCount == 1 ? [new(uint.MaxValue)] : [new(~RingNicRegisters.Transmitted), new(RingNicRegisters.Transmitted)];
    private uint cause;
    private uint mask;

    /// <summary>What there is to tell. Written: acknowledges. A line falls for what is acknowledged, and rises again if it has more to tell: so edges and messages lose nothing.</summary>
    public uint Cause
    {
        get => cause;
        set => Acknowledge(value);
    }

    /// <summary>Which causes interrupt.</summary>
    public uint Mask
    {
        get => mask;
        set
        {
            mask = value;
            Drive();
        }
    }

    /// <summary>How many frames make a line rise.</summary>
    public uint CoalesceFrames { get; set; }

    /// <summary>How long the first frame waits for others, in microseconds; 0: none waits.</summary>
    public uint CoalesceTime { get; set; }

    /// <summary>There is something to tell.</summary>
    public void Raise(uint causes)
    {
        cause |= causes;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if ((causes & Frames & line.Causes) == 0 || line.IsDue)
                continue;
            line.Events++;
            if (line.Events >= CoalesceFrames || CoalesceTime == 0)
                line.BeDue(cancelTimer);
            else if (line.Events == 1)
                line.Timer = startTimer(i, new VirtualDuration(CoalesceTime * 1_000L));
        }

        Drive();
    }

    public void EndCoalescing(int line)
    {
        lines[line].BeDue(cancelTimer);
        Drive();
    }

    public void Reset()
    {
        (cause, mask, CoalesceFrames, CoalesceTime) = (0, 0, 0, 0);
        foreach (var line in lines)
            line.Settle(cancelTimer);
        Drive();
    }

    private void Acknowledge(uint causes)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if ((Told(lines[i]) & causes) != 0)
                setLine(i, false);
        }

        cause &= ~causes;
        foreach (var line in lines)
        {
            if ((line.Causes & Frames & cause) == 0)
                line.Settle(cancelTimer);
        }

        Drive();
    }

    private void Drive()
    {
        for (var i = 0; i < lines.Length; i++)
            setLine(i, Told(lines[i]) != 0);
    }

    /// <summary>What a line is high for.</summary>
    private uint Told(Line line) => cause & mask & line.Causes & (line.IsDue ? uint.MaxValue : ~Frames);

    /// <summary>One line.</summary>
    /// <param name="causes">What it is for.</param>
    private sealed class Line(uint causes)
    {
        public uint Causes => causes;

        /// <summary>Frames since they were all acknowledged.</summary>
        public uint Events { get; set; }

        /// <summary>Frames are kept back no longer.</summary>
        public bool IsDue { get; private set; }

        public TimerHandle Timer { get; set; }

        public void BeDue(Action<TimerHandle> cancel)
        {
            cancel(Timer);
            IsDue = true;
        }

        public void Settle(Action<TimerHandle> cancel)
        {
            cancel(Timer);
            (Events, IsDue) = (0, false);
        }
    }
}
