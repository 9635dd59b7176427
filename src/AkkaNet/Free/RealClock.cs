using System.Diagnostics;
using DmaActors.Simulation;

namespace DmaActors.AkkaNet.Free;

/// <summary>Virtual time that runs with the time of the wall, so many times as fast.</summary>
internal sealed class RealClock(double scale)
{
    private long start = Stopwatch.GetTimestamp();

    public VirtualTime Now => new((long)(Stopwatch.GetElapsedTime(start).TotalNanoseconds * scale));

    public void Restart() => start = Stopwatch.GetTimestamp();

    /// <summary>How long it takes on the wall until a moment has come: not less.</summary>
    public TimeSpan Until(VirtualTime due)
    {
        var nanoseconds = (due - Now).Nanoseconds / scale;
        return nanoseconds <= 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)Math.Min(Math.Ceiling(nanoseconds / 100), TimeSpan.FromDays(1).Ticks));
    }
}
