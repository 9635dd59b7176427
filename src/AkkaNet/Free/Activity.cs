namespace DmaActors.AkkaNet.Free;

/// <summary>
/// Counts what can still lead to something: messages under way or being handled, and shells that wait for a due time. Nothing else can begin anything, so that at zero the machine is
/// quiescent, whatever the threads do.
/// </summary>
internal sealed class Activity
{
    private readonly object sync = new();
    private long count;
    private bool isOver;

    public bool IsQuiet => Interlocked.Read(ref count) == 0;

    public void Begin() => Interlocked.Increment(ref count);

    public void End()
    {
        var left = Interlocked.Decrement(ref count);
        if (left < 0)
            throw new InvalidOperationException("More has ended than had begun.");
        if (left > 0)
            return;
        lock (sync)
            Monitor.PulseAll(sync);
    }

    /// <summary>Waits until everything is quiet, or the run is over for another reason, or for so long.</summary>
    public void AwaitQuiet(TimeSpan most)
    {
        lock (sync)
        {
            if (!IsQuiet && !isOver)
                Monitor.Wait(sync, most);
        }
    }

    /// <summary>The run is over, quiet or not.</summary>
    public void GiveUp()
    {
        lock (sync)
        {
            isOver = true;
            Monitor.PulseAll(sync);
        }
    }
}
