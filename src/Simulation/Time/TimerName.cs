namespace DmaActors.Simulation;

/// <summary>What a timer is for, for example <c>watchdog</c>. Make it once, as a static field; scenarios name it under <c>timers.lastResort</c>.</summary>
public sealed class TimerName
{
    public TimerName(string name)
    {
        Name = name;
        Digest = TraceDigest.OfName(name);
    }

    public string Name { get; }

    internal ulong Digest { get; }

    public override string ToString() => Name;
}
