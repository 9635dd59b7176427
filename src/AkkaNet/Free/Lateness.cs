using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Free;

/// <summary>The most that anything was late in a run, noted by many threads.</summary>
internal sealed class Lateness
{
    private long worst;

    public VirtualDuration Worst => new(Interlocked.Read(ref worst));

    public void Forget() => Interlocked.Exchange(ref worst, 0);

    public void Note(VirtualDuration late)
    {
        var known = Interlocked.Read(ref worst);
        while (late.Nanoseconds > known)
        {
            var before = Interlocked.CompareExchange(ref worst, late.Nanoseconds, known);
            if (before == known)
                return;
            known = before;
        }
    }
}
