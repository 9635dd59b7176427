namespace DmaActors.Simulation.Channels;

/// <summary>
/// A condition under which heads may be delivered: a mutex is free, a semaphore positive, an actor not busy with something else. Whoever changes the condition calls
/// <see cref="World.GuardChanged"/>.
/// </summary>
public abstract class Guard
{
    /// <summary>The channels whose head stands under this guard and is due, in no order that shows.</summary>
    internal List<Channel> Members { get; } = [];

    /// <summary>The object that it is in footprints.</summary>
    internal abstract ulong Key { get; }

    internal abstract bool IsOpen(Channel channel);

    /// <summary>A head is delivered under this guard.</summary>
    internal abstract void DeclareDelivery(Footprint footprint);
}
