namespace DmaActors.Simulation;

/// <summary>How a world schedules, and its bounds. Reaching a bound is a verdict of its own, never silence.</summary>
public sealed record WorldOptions
{
    /// <summary>Timed: the earliest message goes first. Untimed: every head is enabled, timers fire in order of their due times at any moment.</summary>
    public bool Timed { get; init; } = true;

    /// <summary>With one processor a context runs only while none of a higher level can.</summary>
    public bool SingleProcessor { get; init; }

    /// <summary>The most messages that one channel may hold.</summary>
    public int ChannelBound { get; init; } = 4_096;

    /// <summary>Timers with one of these names fire only when nothing else can happen (untimed mode).</summary>
    public IReadOnlyCollection<string> LastResortTimers { get; init; } = [];

    /// <summary>Whether answers are kept on the tape.</summary>
    public bool RecordTape { get; init; } = true;

    /// <summary>Whether a world with the one schedules as one with the other: lists of timers are equal if they have the same names.</summary>
    public bool Equals(WorldOptions? other) =>
        other is not null
        && (Timed, SingleProcessor, ChannelBound, RecordTape) == (other.Timed, other.SingleProcessor, other.ChannelBound, other.RecordTape)
        && LastResortTimers.ToHashSet(StringComparer.Ordinal).SetEquals(other.LastResortTimers);

    public override int GetHashCode() => ChannelBound;
}
