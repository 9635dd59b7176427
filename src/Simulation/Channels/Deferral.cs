using DmaActors.Simulation.Channels;

namespace DmaActors.Simulation;

/// <summary>
/// What an actor is busy with while it leaves some of its messages where they are: they are delivered when it is done. Whoever is to be kept waiting so is told neither that nor when it ends,
/// and no step is spent on it. Which message stands under which deferral, the actor says (<see cref="IDefersMessages"/>).
/// </summary>
public sealed class Deferral : Guard
{
    private readonly Cell owner;
    private readonly ulong key;

    /// <param name="owner">The actor.</param>
    /// <param name="part">Tells it from the other deferrals of the actor: any number, as long as it is the same in every run.</param>
    public Deferral(ActorContext owner, ulong part)
    {
        this.owner = (Cell)owner;
        key = Objects.Part(TraceDigest.Join(owner.NameDigest, Kind), part);
        this.owner.World.Deferrals.Add(this);
    }

    /// <summary>Whether messages wait.</summary>
    public bool IsHeld { get; private set; }

    internal override ulong Key => key;

    private static ulong Kind { get; } = TraceDigest.OfName("deferral");

    /// <summary>The actor begins: messages wait from now on.</summary>
    public void Hold() => Set(true);

    /// <summary>The actor is done.</summary>
    public void Release() => Set(false);

    internal override bool IsOpen(Channel channel) => !IsHeld;

    internal override void DeclareDelivery(Footprint footprint) => footprint.Lock(key, !IsHeld);

    private void Set(bool held)
    {
        owner.World.Footprint?.Lock(key, !IsHeld);
        if (held == IsHeld)
            return;
        IsHeld = held;
        owner.World.GuardChanged(this);
    }
}
