namespace DmaActors.Simulation.Channels;

/// <summary>
/// A condition under which heads may be delivered: a mutex is free, a semaphore positive. Whoever changes the condition calls
/// <see cref="World.GuardChanged"/>.
/// </summary>
public abstract class Guard
{
    /// <summary>The channels whose head stands under this guard and is due, in no order that shows.</summary>
    internal List<Channel> Members { get; } = [];

    /// <summary>What a context waits for, for the wait-for graph.</summary>
    public abstract string Description { get; }

    /// <summary>The object that it is in footprints.</summary>
    internal abstract ulong Key { get; }

    internal abstract bool IsOpen(Channel channel);
}
