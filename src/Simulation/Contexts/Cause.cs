using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>What happened before a step, as far as the rule <em>data race</em> is concerned. <c>default</c> is nothing known.</summary>
public readonly struct Cause
{
    internal Cause(Clock? clock) => Clock = clock;

    /// <summary>Both happened before. Of causes of two instances the other one counts.</summary>
    public Cause And(Cause other) => new(Clock.Join(Clock, other.Clock));

    /// <summary>What of this is known about an instance: all or nothing.</summary>
    public Cause About(ActorRef instance) => Clock is { } clock && clock.Host.Cell.Self == instance ? this : default;

    internal Clock? Clock { get; }
}
