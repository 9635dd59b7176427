namespace DmaActors.Exploration.Reduction;

/// <summary>How far the workers of an exploration are, for somebody on another thread. A part that has to be explored again counts again.</summary>
internal sealed class DporProgress
{
    private long schedules;
    private long classes;

    public long Schedules => Interlocked.Read(ref schedules);

    public long Classes => Interlocked.Read(ref classes);

    /// <summary>A schedule has ended.</summary>
    /// <param name="isClass">It was complete.</param>
    public void Add(bool isClass)
    {
        Interlocked.Increment(ref schedules);
        if (isClass)
            Interlocked.Increment(ref classes);
    }

    /// <summary>Schedules count no more: they are taken again.</summary>
    public void TakeBack(PartResult result)
    {
        Interlocked.Add(ref schedules, -result.Schedules);
        Interlocked.Add(ref classes, -result.Classes);
    }

    /// <summary>Schedules of an earlier exploration.</summary>
    public void Add(DonePart done)
    {
        Interlocked.Add(ref schedules, done.Schedules);
        Interlocked.Add(ref classes, done.Classes);
    }
}
