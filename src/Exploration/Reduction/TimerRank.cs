using DmaActors.Simulation;

namespace DmaActors.Exploration.Reduction;

/// <summary>Where a timer stands among all: they fire in order of their due times, ties by name.</summary>
internal readonly record struct TimerRank(long Due, ulong Name)
{
    /// <summary>Behind every timer: there is none.</summary>
    public static readonly TimerRank None = new(long.MaxValue, ulong.MaxValue);

    public static TimerRank Of(in StepId timer) => new(timer.Due.Nanoseconds, timer.ChannelDigest);

    public bool IsBefore(in TimerRank other) => Due != other.Due ? Due < other.Due : Name < other.Name;
}
