namespace DmaActors.Simulation.Hosting;

/// <summary>What lies round a <see cref="HostedWorld"/>: whatever leaves it goes through here. Called within turns of that world, on their thread.</summary>
public interface IWorldBoundary
{
    /// <summary>Carries a parcel to the world of <paramref name="receiver"/>, behind all others from the same sender to the same receiver.</summary>
    /// <param name="receiver">The boundary round the world in which the receiver lives.</param>
    /// <param name="parcel">Immutable: it may cross threads.</param>
    void Send(IWorldBoundary receiver, Parcel parcel);

    /// <summary>An actor of this world spawns another one: it gets a world of its own.</summary>
    ActorRef Spawn(string name, Actor actor);
}
