namespace DmaActors.Simulation;

/// <summary>
/// One participant of a world. It owns its state, handles one message at a time to its end, and reaches the others only through
/// its <see cref="Context"/>. An actor is made anew for every run: its constructor is its only initialisation.
/// </summary>
public abstract class Actor
{
    private ActorContext? context;

    /// <summary>What the actor may do. Available from <see cref="OnStart"/> on.</summary>
    protected internal ActorContext Context => context ?? throw NotSpawned();

    /// <summary>True for actors of the framework itself: an exception that leaves one is a fault of ours, not a panic of the driver or device.</summary>
    protected internal virtual bool IsFramework => false;

    /// <summary>Runs once, when the actor has been spawned and before its first message.</summary>
    protected internal virtual void OnStart()
    {
    }

    /// <summary>Handles one message to its end.</summary>
    protected internal abstract void Receive(Message message);

    /// <summary>
    /// Says, from the message alone, what handling it will read and write; the runtime adds what only shows meanwhile. Unless overridden: all of the actor, so that any two of its steps
    /// depend on each other. What is declared is a promise: steps whose footprints do not conflict may be taken in either order, and nobody can tell.
    /// </summary>
    protected internal virtual void DeclareFootprint(Message message, Footprint footprint) => footprint.Writes(Context.Self);

    /// <summary>The interrupt level at which the message would run on a processor, or <c>null</c> where no processor is involved (hardware).</summary>
    internal virtual int? ProcessorLevel(Message message) => null;

    internal virtual void Bind(ActorContext cell) => context = cell;

    /// <summary>The actor has been stopped, in the middle of a run.</summary>
    internal virtual void OnStop()
    {
    }

    /// <summary>The run is over.</summary>
    internal virtual void OnReset()
    {
    }

    // Words stand beside what is called at every step, not in it: a method that formats is not inlined, and clears room for the text whenever it is called.
    private InvalidOperationException NotSpawned() => new($"{GetType().Name} has not been spawned yet: its context is available from OnStart on.");
}
