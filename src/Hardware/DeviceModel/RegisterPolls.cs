namespace DmaActors.Hardware.DeviceModel;

/// <summary>
/// The reads of contexts that read a register only to see it change: each has read it before, has read it again and has found nothing new. Its third read in a row, and every further one,
/// waits until the register has another value, or until nothing else can happen at all.
/// </summary>
internal sealed class RegisterPolls(ActorContext device)
{
    private static readonly TimerName Timer = new(Device.PollTimer);

    private readonly List<(ActorRef Reader, ulong Value)> found = [];
    private readonly List<(RegisterRead Read, ulong Value)> waiting = [];
    private TimerHandle timer;

    /// <summary>A register is read once more.</summary>
    /// <returns>True: the answer waits.</returns>
    public bool Keeps(RegisterRead read, ulong value)
    {
        var place = found.FindIndex(known => known.Reader == read.ReplyTo);
        var isNew = read.Repeats == 1 || place < 0 || found[place].Value != value;
        if (place < 0)
            found.Add((read.ReplyTo, value));
        else
            found[place] = (read.ReplyTo, value);
        if (isNew)
            return false;
        if (waiting.Count == 0)
            timer = device.StartTimer(Timer, default, PollOver.Instance);
        waiting.Add((read, value));
        return true;
    }

    /// <summary>Gives the reads that wait, with what each has found last, and keeps those that are not taken.</summary>
    /// <param name="isTaken">Whether one is answered.</param>
    public void Review(Func<RegisterRead, ulong, bool> isTaken)
    {
        if (waiting.Count > 0 && waiting.RemoveAll(poll => isTaken(poll.Read, poll.Value)) > 0 && waiting.Count == 0)
            device.CancelTimer(timer);
    }
}

/// <summary>Nothing else can happen: who polls a register is answered that nothing has changed.</summary>
internal sealed partial record PollOver : Message
{
    public static readonly PollOver Instance = new();
}
