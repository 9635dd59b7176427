using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation.Hosting;

/// <summary>
/// A world around exactly one actor, for a host that runs many of them: each where and when it likes, one thread at a time in each. The host passes in what arrives, says how late it
/// is, lets steps be taken, and asks when the world wants to be woken. The actor notices nothing.
/// </summary>
public sealed class HostedWorld
{
    private readonly World world;
    private readonly bool sharesCounters;

    /// <param name="options">Bounds, and whether delays count.</param>
    /// <param name="boundary">Where everything goes that leaves this world.</param>
    /// <param name="strategy">Who answers what is undetermined.</param>
    /// <param name="sharesCounters">The host schedules all its worlds as one, and lends each of them the <see cref="RunCounters"/> when it has a turn.</param>
    public HostedWorld(WorldOptions options, IWorldBoundary boundary, IStrategy strategy, bool sharesCounters)
    {
        world = new World(options) { Boundary = boundary };
        world.Reset(strategy);
        this.sharesCounters = sharesCounters;
    }

    /// <summary>The actor; nobody before <see cref="Spawn"/>.</summary>
    public ActorRef Self { get; private set; }

    /// <summary>The actor itself; null when it has stopped.</summary>
    public Actor? Occupant => (Self.Cell as Cell)?.Actor;

    public RunStatus Status => world.Status;

    public long Steps => world.Steps;

    public long DeadLetters => world.DeadLetters;

    public Panic? Panic => world.Panic;

    public string CurrentTurn => world.CurrentTurn;

    public IEnumerable<TaskContext> LiveContexts => world.LiveContexts;

    /// <summary>Heads that may be delivered now.</summary>
    public int EnabledCount => world.EnabledSteps.Length;

    /// <summary>When the earliest head becomes due that is not due yet; null: none does.</summary>
    public VirtualTime? NextDue => world.NextDue is { } due ? new VirtualTime(due) : null;

    /// <summary>The earliest of the timers that fire only when nothing else can happen (untimed mode); null: there is none.</summary>
    public HostedHead? LastResort => world.Timers.EarliestLastResort is { } channel ? new HostedHead(channel) : null;

    public IWorldObserver? Observer
    {
        get => world.Observer;
        set => world.Observer = value;
    }

    public IStepRecorder? Recorder
    {
        get => world.Recorder;
        set => world.Recorder = value;
    }

    public IWorldLog Log
    {
        get => world.Log;
        set => world.Log = value;
    }

    /// <summary>The boundary round the world in which an actor lives; null: it lives in none that has one.</summary>
    public static IWorldBoundary? BoundaryOf(ActorRef actor) => (actor.Cell as Cell)?.World.Boundary;

    /// <summary>Gives the world its actor.</summary>
    public ActorRef Spawn(string name, Actor actor)
    {
        if (!Self.IsNobody)
            throw new InvalidOperationException($"This world has its actor already: {Self}.");
        Self = world.Spawn(name, actor);
        return Self;
    }

    /// <summary>Tells an actor, of this world or another, something from outside all worlds (sender <c>env</c>).</summary>
    public void Tell(ActorRef receiver, Message message) => world.Tell(receiver, message);

    /// <summary>A parcel from another world has arrived.</summary>
    public void Receive(Parcel parcel) => world.Receive(parcel, sharesCounters);

    /// <summary>A head that may be delivered now, the oldest first.</summary>
    public HostedHead Enabled(int index) => new(world.EnabledSteps[index].Channel);

    /// <summary>Goes on to a time: what is due by then is enabled.</summary>
    public void AdvanceTo(VirtualTime time) => world.AdvanceTo(time.Nanoseconds);

    /// <summary>Enables <see cref="LastResort"/>.</summary>
    public void ArmLastResort() => world.Timers.ArmLastResort();

    /// <summary>Delivers one head that is enabled, and nothing else.</summary>
    public RunStatus Take(HostedHead head) => world.TakeStep(head.Channel);

    /// <summary>Delivers what is enabled, the oldest first, and what becomes so on the way: at most so many steps.</summary>
    public RunStatus TakeSteps(int most) => world.TakeSteps(most);

    /// <summary>Stops the actor: its watchers are told, its contexts do not run on, and what arrives later is a dead letter.</summary>
    public void Stop() => world.StopHosted();

    /// <summary>Before a turn of a world that shares counters, and before anything else that makes messages.</summary>
    public void Lend(RunCounters counters) => world.Lend(counters);

    /// <summary>After it.</summary>
    public RunCounters GiveBack() => world.GiveBack();
}
