namespace DmaActors.Simulation;

/// <summary>Tells a watcher that the actor it watched has stopped and will receive nothing more.</summary>
public sealed partial record Terminated(ActorRef Actor) : Message;
