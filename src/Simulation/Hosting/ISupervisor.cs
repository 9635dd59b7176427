namespace DmaActors.Simulation.Hosting;

/// <summary>Decides what becomes of an actor whose code threw.</summary>
public interface ISupervisor
{
    /// <summary>Called for each panic, before anything is done about it.</summary>
    /// <param name="actor">Whose code threw (of a context: its instance).</param>
    /// <param name="panic">What happened.</param>
    PanicAction OnPanic(ActorRef actor, Panic panic);

    /// <summary>A fresh actor in place of one that was stopped, for <see cref="PanicAction.Restart"/>.</summary>
    Actor Remake(ActorRef stopped);

    /// <summary>The fresh actor is there; its messages begin after this.</summary>
    void OnReplaced(ActorRef stopped, ActorRef replacement);
}

/// <summary>What becomes of an actor whose code threw.</summary>
public enum PanicAction
{
    /// <summary>The run ends.</summary>
    End,

    /// <summary>The actor is stopped, and its watchers are told; all others go on.</summary>
    Stop,

    /// <summary>As <see cref="Stop"/>; then a fresh one begins in its place, under another name.</summary>
    Restart,
}
