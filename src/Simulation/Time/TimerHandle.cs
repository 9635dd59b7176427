using DmaActors.Simulation.Channels;

namespace DmaActors.Simulation;

/// <summary>A timer that was started in this run. <c>default</c> is none: cancelling it says false.</summary>
public readonly struct TimerHandle : IEquatable<TimerHandle>
{
    internal TimerHandle(Channel channel, long generation)
    {
        Channel = channel;
        Generation = generation;
    }

    internal Channel? Channel { get; }

    internal long Generation { get; }

    public bool Equals(TimerHandle other) => Channel == other.Channel && Generation == other.Generation;

    public override bool Equals(object? obj) => obj is TimerHandle other && Equals(other);

    public override int GetHashCode() => unchecked((int)Generation);

    public static bool operator ==(TimerHandle left, TimerHandle right) => left.Equals(right);

    public static bool operator !=(TimerHandle left, TimerHandle right) => !left.Equals(right);
}
