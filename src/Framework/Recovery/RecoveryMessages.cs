namespace DmaActors.Framework.Recovery;

/// <summary>The supervisor to the recovery: an instance is stopped, since its code threw.</summary>
/// <param name="Stopped">Its address.</param>
/// <param name="Instance">The actor itself.</param>
/// <param name="Replacement">Who drives the device from now on; nobody: nobody does.</param>
/// <param name="Next">The actor of that.</param>
internal sealed partial record Recover(
    ActorRef Stopped, [property: NotDigested] DriverInstance Instance, ActorRef Replacement, [property: NotDigested] DriverInstance? Next) : Message;

/// <summary>
/// The recovery to whoever keeps something for instances: this one has stopped. What it holds is taken back, what it asked for is forgotten, what it asks for in messages that are
/// still under way is not done, and its answers are not awaited. Answered by <see cref="Reply{T}"/> of <see cref="Done"/>.
/// </summary>
internal sealed partial record Reclaim(ActorRef Stopped, [property: NotDigested] DriverInstance Instance) : Message;

/// <summary>The recovery to the layer above the drivers: nothing is left of an instance. What it was asked and has not answered it never will.</summary>
/// <param name="Stopped">The instance.</param>
/// <param name="Replacement">A fresh one for the same device, not attached yet; nobody: there is none.</param>
/// <param name="Next">The actor of that.</param>
internal sealed partial record Recovered(ActorRef Stopped, ActorRef Replacement, [property: NotDigested] DriverInstance? Next) : Message;
