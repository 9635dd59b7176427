using DmaActors.Simulation.Channels;
using DmaActors.Simulation.Contexts;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Simulation;

/// <summary>
/// One simulated computer: it runs on one thread and owns all that it touches, so that many run on many threads without a lock.
/// Take a world, <see cref="Reset"/> it, spawn actors, <see cref="Run"/>; then reset it for the next run.
/// </summary>
public sealed partial class World : IRuntime
{
    private const string EnvironmentName = "env";

    private readonly List<Cell> cells = [];
    private readonly Cell environment;
    private readonly HashSet<string> names = [];
    private IStrategy strategy = new FirstStrategy();

    /// <summary>The strategy, where it does not look at the steps.</summary>
    private IBlindStrategy? blindStrategy;

    /// <summary>With so many steps enabled there is nothing to ask.</summary>
    private int unasked = 1;
    private int cellsInUse;
    private int cellIds;
    private TraceDigest digest;
    private RunStatus status;

    public World(WorldOptions? options = null)
    {
        Options = options ?? new WorldOptions();
        timers = new TimerSet(Options, enabled, pending);
        Contexts = new ContextPool(this);
        environment = NewCell();
        Reset(strategy);
    }

    public WorldOptions Options { get; }

    /// <summary>Steps taken in this run.</summary>
    public long Steps { get; private set; }

    /// <summary>The virtual time of the current or latest step.</summary>
    public VirtualTime Now => new(now);

    /// <summary>The trace hash so far.</summary>
    public TraceDigest Digest => digest;

    TraceDigest? IRuntime.TraceHash => digest;

    VirtualDuration? IRuntime.Lateness => null;

    bool IRuntime.IsParallel => false;

    /// <summary>The answers of the strategy so far.</summary>
    public Tape Tape { get; } = new();

    /// <summary>Why the latest <see cref="Run"/> ended.</summary>
    public RunStatus Status => status;

    /// <summary>What ended the run in <see cref="RunStatus.Panicked"/>, or the latest panic after which it went on.</summary>
    public Panic? Panic { get; private set; }

    /// <summary>The channel that ended the run in <see cref="RunStatus.ChannelBoundReached"/>.</summary>
    public string? FullChannel { get; private set; }

    public long DeadLetters { get; private set; }

    public IWorldObserver? Observer { get; set; }

    public ISupervisor? Supervisor { get; set; }

    public IStepRecorder? Recorder { get; set; }

    /// <summary>Sees accesses to soft state; null: nobody does.</summary>
    public ISoftStateObserver? SoftStateObserver { get; set; }

    /// <summary>Where it is written down what each step touches, for a strategy that reduces; null: nowhere. Its owner clears it before each step.</summary>
    public Footprint? Footprint { get; set; }

    /// <summary>The number of the next message or timer of this run: see <see cref="StepId.Born"/>.</summary>
    public long NextBorn => sequence;

    public IWorldLog Log { get; set; } = SilentLog.Instance;

    /// <summary>The contexts that have begun and not ended, for reports and the wait-for graph: by instance, the oldest first.</summary>
    public IEnumerable<TaskContext> LiveContexts
    {
        get
        {
            for (var i = 0; i < cellsInUse; i++)
            {
                if (cells[i].Actor is not ContextHost host)
                    continue;
                foreach (var context in host.Contexts)
                    yield return context;
            }
        }
    }

    /// <summary>What the world is doing, for a watchdog on another thread: names only, possibly a step old.</summary>
    public string CurrentTurn => $"{Volatile.Read(ref currentReceiver)?.Name} handles {Volatile.Read(ref currentMessage)} from {Volatile.Read(ref currentSender)?.Name}";

    /// <summary>The time, for one whose doing may depend on it.</summary>
    internal VirtualTime ReadClock()
    {
        Footprint?.Read(Footprint.Clock);
        return new VirtualTime(now);
    }

    internal static TraceDigest FreshDigest => new(0x444D41);

    internal ContextPool Contexts { get; }

    internal QueuePool Queues { get; } = new();

    /// <summary>Those of the actors of this run.</summary>
    internal List<Deferral> Deferrals { get; } = [];

    /// <summary>Channels that belong to no endpoint now.</summary>
    internal Stack<Channel> FreeChannels { get; } = new();

    /// <summary>Forgets the run so far and begins another: the runtime's own objects are kept, actors are not.</summary>
    /// <exception cref="InvalidOperationException">Called by an actor of this world, in the middle of a turn.</exception>
    public void Reset(IStrategy newStrategy)
    {
        AssertOutsideTurns();
        strategy = newStrategy;
        blindStrategy = newStrategy as IBlindStrategy;
        unasked = newStrategy is IStepwiseStrategy ? 0 : 1;
        strategy.Begin();
        epoch++;
        enabled.Clear();
        pending.Clear();
        timers.Clear();
        Deferrals.Clear();
        for (var i = 0; i < cellsInUse; i++)
            cells[i].Reset();
        cellsInUse = 0;
        names.Clear();
        names.Add(EnvironmentName);
        Contexts.Reset();
        sequence = 0;
        now = 0;
        digest = FreshDigest;
        status = RunStatus.Running;
        Steps = 0;
        Tape.Clear();
        Panic = null;
        FullChannel = null;
        DeadLetters = 0;
        failure = null;
        panicked = null;
        remoteEndpoints = null;
        EndTurns();
        environment.Occupy(EnvironmentName, new Environment());
    }

    /// <summary>Spawns an actor. Its name must be unique in the run.</summary>
    public ActorRef Spawn(string name, Actor actor)
    {
        if (!names.Add(name))
            throw new ArgumentException($"An actor named '{name}' exists already.", nameof(name));
        if (cellsInUse == cells.Count)
            cells.Add(NewCell());
        var cell = cells[cellsInUse++];
        cell.Occupy(name, actor);
        actor.OnStart();
        return cell.Self;
    }

    void IRuntime.Halt()
    {
    }

    ActorRef IRuntime.SpawnBeside(ActorRef other, string name, Actor actor) => Spawn(name, actor);

    /// <summary>Tells an actor something from outside the world (sender <c>env</c>).</summary>
    public void Tell(ActorRef receiver, Message message) => Send(environment, receiver, message, 0, null);

    /// <summary>What is in a member of soft state now, as text. To look at it is no access: for who watches the world, not for who lives in it.</summary>
    public static string Peek(SoftStateOwner owner, string member) => owner.Peek(member);

    internal int Choose(ChoicePoint point, int options, int defaultOption)
    {
        if (defaultOption < 0 || defaultOption >= options)
            throw new ArgumentOutOfRangeException(nameof(options), $"{point}: {options} options, of which {defaultOption} is the default.");
        if (options == 1)
            return 0;
        var chosen = AskValue(point, options, defaultOption);
        if (Options.RecordTape)
            Tape.Add(new Choice(ChoiceKind.Value, options, chosen, point.Point));
        return chosen;
    }

    internal void AddToDigest(ulong value) => digest.Add(value);

    internal Cell NewCell() => new(this, ++cellIds);

    /// <summary>An endpoint for one context after another.</summary>
    internal Cell NewCell(NameSource name) => new(this, ++cellIds, name);

    /// <summary>Outside the world: sends what starts a run, receives what nobody needs to see.</summary>
    private sealed class Environment : Actor
    {
        protected internal override void Receive(Message message)
        {
        }
    }
}
