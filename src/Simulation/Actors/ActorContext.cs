namespace DmaActors.Simulation;

/// <summary>
/// All that an actor sees of its world: itself, the sender, tell, spawn, watch, timers, choices. Anything that can offer this can
/// host our actors.
/// </summary>
public abstract class ActorContext
{
    public ActorRef Self => new(this);

    /// <summary>The stable name of this endpoint.</summary>
    public abstract string Name { get; }

    /// <summary>The digest of <see cref="Name"/>: how this endpoint stands in the trace hash.</summary>
    public abstract ulong NameDigest { get; }

    /// <summary>Who sent the message that is being handled.</summary>
    public abstract ActorRef Sender { get; }

    /// <summary>The virtual time of the step that is being handled.</summary>
    public abstract VirtualTime Now { get; }

    /// <summary>The time for counts and reports: nothing that the actor does, and no verdict, may depend on it.</summary>
    public virtual VirtualTime Stamp => Now;

    /// <summary>Where an object that several actors use without a message says what of it the present step touches; null: nobody wants to know.</summary>
    public virtual Footprint? Footprint => null;

    /// <summary>
    /// On what the step that is being handled depends, for the rule <em>data race</em>. An actor that keeps something for later and acts on it in another
    /// step captures this and passes it to <see cref="Tell(ActorRef, Message, Cause)"/>. May be empty.
    /// </summary>
    public abstract Cause Cause { get; }

    /// <summary>Sends a message: first in, first out between this endpoint and the receiver, in no order with any other channel.</summary>
    public abstract void Tell(ActorRef receiver, Message message);

    /// <summary>Sends a message that arrives no earlier than <paramref name="delay"/> from now (timed mode; untimed mode has no delays).</summary>
    public abstract void Tell(ActorRef receiver, Message message, VirtualDuration delay);

    /// <summary>Sends a message that also depends on an earlier cause.</summary>
    public abstract void Tell(ActorRef receiver, Message message, Cause cause);

    /// <summary>Spawns a child with a name that is unique in the world.</summary>
    public abstract ActorRef Spawn(string name, Actor actor);

    /// <summary>Stops an actor: what is still under way to it becomes dead letters, and its watchers are told.</summary>
    public abstract void Stop(ActorRef actor);

    /// <summary>Asks for <see cref="Terminated"/> when the actor stops; at once if it has stopped already.</summary>
    public abstract void Watch(ActorRef actor);

    public abstract void Unwatch(ActorRef actor);

    /// <summary>Sends a message to this actor after a delay. Timers fire in the order of their due times.</summary>
    public abstract TimerHandle StartTimer(TimerName name, VirtualDuration delay, Message message);

    /// <summary>Cancels a timer. False when it has fired or was cancelled before.</summary>
    public abstract bool CancelTimer(TimerHandle timer);

    /// <summary>Asks the strategy for a value in <c>0 .. options - 1</c>; 0 is the tame one.</summary>
    public abstract int Choose(ChoicePoint point, int options, int defaultOption = 0);

    /// <summary>Adds what this step does outside messages (bytes written to memory) to the trace hash.</summary>
    public abstract void Digest(ulong value);

    /// <summary>The log of the world; ask <see cref="IWorldLog.IsEnabled"/> before you format anything.</summary>
    public abstract IWorldLog Log { get; }
}
