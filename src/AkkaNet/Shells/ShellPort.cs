using Akka.Actor;
using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;

namespace DmaActors.AkkaNet.Shells;

/// <summary>
/// The place of one of our actors in an actor system: the boundary round its world, and the address of the Akka actor (the shell) that runs it. It outlives the shell: what is sent
/// before there is one waits here, and a shell that is restarted finds its new world here.
/// </summary>
internal sealed class ShellPort(AkkaRuntime runtime, string firstName) : IWorldBoundary
{
    private readonly Lock lockOfWaiting = new();
    private List<(object Message, IActorRef? Sender)>? waiting = [];
    private volatile IActorRef? shell;

    // Of those that were replaced.
    private long stepsBefore;
    private long deadLettersBefore;

    public AkkaRuntime Runtime { get; } = runtime;

    /// <summary>As our actor is called; a restarted one has another name.</summary>
    public string Name => Lives > 1 ? $"{firstName}@{Lives}" : firstName;

    /// <summary>How often an actor has begun here.</summary>
    public int Lives { get; private set; }

    /// <summary>The world of the present actor.</summary>
    public HostedWorld World { get; private set; } = null!;

    /// <summary>Steps of all the actors that have begun here.</summary>
    public long Steps => stepsBefore + World.Steps;

    /// <summary>Dead letters of all of them.</summary>
    public long DeadLetters => deadLettersBefore + World.DeadLetters;

    /// <summary>Held in every turn. Two ports whose actors share objects have one lock.</summary>
    public Lock TurnLock { get; init; } = new();

    /// <summary>The actor has thrown, and what becomes of it is not yet settled.</summary>
    public bool IsUnsettled { get; set; }

    /// <summary>Nobody before <see cref="Open"/>.</summary>
    public IActorRef Shell => shell ?? ActorRefs.Nobody;

    /// <summary>Puts an actor here, in a world of its own: the first one, or one in place of an actor that was stopped.</summary>
    public ActorRef Occupy(Actor actor)
    {
        if (Lives++ > 0)
            (stepsBefore, deadLettersBefore) = (Steps, DeadLetters);
        World = Runtime.MakeWorld(this);
        var spawned = Runtime.SpawnIn(this, World, actor);
        Runtime.Post(this, new GoOn(this), ActorRefs.NoSender);
        return spawned;
    }

    /// <summary>The shell is there: it is sent what has waited.</summary>
    public void Open(IActorRef newShell)
    {
        lock (lockOfWaiting)
        {
            foreach (var (message, sender) in waiting!)
                newShell.Tell(message, sender);
            waiting = null;
            shell = newShell;
        }
    }

    /// <summary>Sends to the shell. The order in which one sender calls this is kept.</summary>
    public void Post(object message, IActorRef? sender)
    {
        if (shell is null)
        {
            lock (lockOfWaiting)
            {
                if (waiting is not null)
                {
                    waiting.Add((message, sender));
                    return;
                }
            }
        }

        shell!.Tell(message, sender);
    }

    void IWorldBoundary.Send(IWorldBoundary receiver, Parcel parcel) => Runtime.Send(this, (ShellPort)receiver, parcel);

    ActorRef IWorldBoundary.Spawn(string newName, Actor actor) => Runtime.Spawn(newName, actor);
}
