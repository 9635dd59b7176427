using Akka.Actor;
using Akka.Event;
using DmaActors.AkkaNet.Shells;
using DmaActors.Simulation;
using DmaActors.Simulation.Contexts;
using DmaActors.Simulation.Hosting;

namespace DmaActors.AkkaNet;

/// <summary>
/// Runs the actors of a machine in an actor system of Akka.NET: each in a world of its own, in the shell of an Akka actor. The actor system outlives the run, and serves the next.
/// </summary>
public abstract class AkkaRuntime : IRuntime
{
    private readonly Lock lockOfPorts = new();
    private readonly HashSet<string> names = [];
    private readonly List<ShellPort> ports = [];
    private readonly WorldOptions options;
    private IActorRef? guardian;
    private int liveShells;
    private ManualResetEventSlim? stopped;
    private IStepRecorder? recorder;
    private RunStatus status;
    private Exception? failure;
    private Panic? panic;
    private volatile bool isHalted = true;

    private protected AkkaRuntime(ActorSystem system, WorldOptions options)
    {
        System = system;
        this.options = options;
        WorldObserver = new DeadLetterPublisher(this);
    }

    public abstract bool IsParallel { get; }

    public abstract VirtualTime Now { get; }

    public abstract TraceDigest? TraceHash { get; }

    public abstract VirtualDuration? Lateness { get; }

    public virtual RunStatus Status => status;

    public virtual long Steps => Ports.Sum(port => port.Steps);

    public long DeadLetters => Ports.Sum(port => port.DeadLetters);

    public Panic? Panic => panic;

    public string CurrentTurn => Ports.Select(port => port.World.CurrentTurn).FirstOrDefault(turn => !turn.StartsWith(' '), " handles nothing");

    public IWorldObserver? Observer { get; set; }

    public ISupervisor? Supervisor { get; set; }

    public IWorldLog Log { get; set; } = Logging.NoLog.Instance;

    public IStepRecorder? Recorder
    {
        get => recorder;
        set
        {
            recorder = value;
            foreach (var port in Ports)
                port.World.Recorder = value;
        }
    }

    public IEnumerable<TaskContext> LiveContexts => Ports.SelectMany(port => port.World.LiveContexts);

    /// <summary>Shells that have begun and not ended, restarts not counted.</summary>
    internal int LiveShells => Volatile.Read(ref liveShells);

    internal ActorSystem System { get; }

    /// <summary>Messages that arrive from now on are not handled any more.</summary>
    internal bool IsHalted => isHalted;

    /// <summary>The class of the Akka actors; its constructor takes the <see cref="ShellPort"/>.</summary>
    internal abstract Type ShellType { get; }

    private protected WorldOptions Options => options;

    private protected DeadLetterPublisher WorldObserver { get; }

    /// <summary>All places of actors of this run, in the order in which they were spawned.</summary>
    private protected IReadOnlyList<ShellPort> Ports
    {
        get
        {
            lock (lockOfPorts)
                return [.. ports];
        }
    }

    private protected IActorRef Guardian => guardian ?? throw new InvalidOperationException("No run has begun.");

    private protected bool HasEnded => status != RunStatus.Running;

    public virtual void Reset(IStrategy newStrategy)
    {
        Halt();
        lock (lockOfPorts)
        {
            ports.Clear();
            names.Clear();
        }

        status = RunStatus.Running;
        failure = null;
        panic = null;
        recorder = null;
        isHalted = false;
        var whenStopped = new ManualResetEventSlim();
        stopped = whenStopped;
        guardian = System.ActorOf(Props.Create<MachineGuardian>(this, (Action)whenStopped.Set));
    }

    public ActorRef Spawn(string name, Actor actor) => Occupy(new ShellPort(this, name), actor);

    public ActorRef SpawnBeside(ActorRef other, string name, Actor actor)
    {
        var neighbour = (ShellPort)HostedWorld.BoundaryOf(other)!;
        return Occupy(new ShellPort(this, name) { TurnLock = neighbour.TurnLock }, actor);
    }

    /// <summary>Spawns an actor of ours that stands for an Akka actor: that one receives what is told here as <see cref="Relayed"/>.</summary>
    public ActorRef Represent(string name, IActorRef target) => Spawn(name, new Relay(target));

    /// <summary>The Akka actor in whose shell one of our actors lives. Nobody before the first <see cref="Run"/>.</summary>
    public IActorRef ShellOf(ActorRef actor) => ((ShellPort)HostedWorld.BoundaryOf(actor)!).Shell;

    public void Tell(ActorRef receiver, Message message)
    {
        var port = (ShellPort)HostedWorld.BoundaryOf(receiver)!;
        Post(port, new FromOutside(port, receiver, message), ActorRefs.NoSender);
    }

    public abstract RunStatus Run(long maxSteps = long.MaxValue);

    public void Halt()
    {
        isHalted = true;
        if (guardian is null)
            return;
        System.Stop(guardian);
        AwaitStop(stopped!);
        guardian = null;
        stopped = null;
    }

    /// <summary>A world for an actor of this run.</summary>
    internal virtual HostedWorld MakeWorld(ShellPort port) => MakeWorld(port, new FirstStrategy(), sharesCounters: false);

    /// <summary>Puts an actor into its world.</summary>
    internal virtual ActorRef SpawnIn(ShellPort port, HostedWorld world, Actor actor) => world.Spawn(port.Name, actor);

    /// <summary>An actor of one port tells one of another something.</summary>
    internal virtual void Send(ShellPort from, ShellPort to, Parcel parcel) => Post(to, parcel, from.Shell);

    /// <summary>A message to a shell that the supervisor has stopped.</summary>
    internal abstract void OnUndelivered(ShellPort port, object message);

    /// <summary>Every message to a shell passes here.</summary>
    internal abstract void Post(ShellPort port, object message, IActorRef? sender);

    internal void ShellBegan() => Interlocked.Increment(ref liveShells);

    internal void ShellEnded() => Interlocked.Decrement(ref liveShells);

    /// <summary>What becomes of a shell that threw.</summary>
    internal Directive Decide(Exception exception)
    {
        if (exception is not ActorPanicException thrown)
        {
            Fail(exception);
            return Directive.Stop;
        }

        panic = thrown.Panic;
        switch (Ask(thrown))
        {
            case PanicAction.Stop:
                return Directive.Stop;
            case PanicAction.Restart:
                return Directive.Restart;
            default:
                End(RunStatus.Panicked);
                return Directive.Stop;
        }
    }

    /// <summary>What the supervisor throws ends the run, as it does in a world.</summary>
    private PanicAction Ask(ActorPanicException thrown)
    {
        try
        {
            return Supervisor?.OnPanic(thrown.Port.World.Self, thrown.Panic) ?? PanicAction.End;
        }
        catch (Exception exception)
        {
            Fail(exception);
            return PanicAction.Stop;
        }
    }

    /// <summary>A defect of ours: comes out of <see cref="Run"/>.</summary>
    internal void Fail(Exception exception)
    {
        failure ??= exception is ActorInitializationException or PostRestartException && exception.InnerException is { } inner ? inner : exception;
        End(RunStatus.Faulted);
    }

    /// <summary>The run is over.</summary>
    internal virtual void End(RunStatus how)
    {
        if (status == RunStatus.Running)
            status = how;
    }

    /// <summary>There is something to do again.</summary>
    private protected void Resume() => status = RunStatus.Running;

    private protected HostedWorld MakeWorld(ShellPort port, IStrategy strategy, bool sharesCounters) =>
        new(options, port, strategy, sharesCounters) { Observer = WorldObserver, Recorder = recorder, Log = new Logging.EventStreamLog(System.EventStream, Log) };

    private protected void ThrowIfFailed()
    {
        if (failure is not null)
            global::System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Waits until all actors of a run have stopped.</summary>
    private protected virtual void AwaitStop(ManualResetEventSlim whenStopped) => whenStopped.Wait();

    private ActorRef Occupy(ShellPort port, Actor actor)
    {
        lock (lockOfPorts)
        {
            if (!names.Add(port.Name))
                throw new ArgumentException($"An actor named '{port.Name}' exists already.", nameof(port));
        }

        var spawned = port.Occupy(actor);
        lock (lockOfPorts)
            ports.Add(port);
        OnSpawned(port);
        return spawned;
    }

    /// <summary>A port is to get its shell: at once, or when the run begins.</summary>
    private protected abstract void OnSpawned(ShellPort port);

    /// <summary>Passes what the worlds see on to the observer of the run; Akka's listeners hear of dead letters, too.</summary>
    private protected sealed class DeadLetterPublisher(AkkaRuntime runtime) : IWorldObserver
    {
        public void OnDeadLetter(string sender, string receiver, Message message)
        {
            runtime.Observer?.OnDeadLetter(sender, receiver, message);
            runtime.System.EventStream.Publish(new DeadLetter(message, ActorRefs.Nobody, ActorRefs.Nobody));
        }

        public void OnDataRace(DataRace race) => runtime.Observer?.OnDataRace(race);

        public void OnForbiddenBlock(TaskContext context, string call) => runtime.Observer?.OnForbiddenBlock(context, call);

        public void OnAboveLockLevel(TaskContext context, string call) => runtime.Observer?.OnAboveLockLevel(context, call);
    }
}
