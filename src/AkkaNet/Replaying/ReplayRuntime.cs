using Akka.Actor;
using DmaActors.AkkaNet.Shells;
using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;

namespace DmaActors.AkkaNet.Replaying;

/// <summary>
/// Actors in an actor system whose deliveries are under control: a strategy, usually a tape of our own runtime, says which message is next, and the shell of its receiver is told to
/// hand it over. Every message crosses Akka's mailboxes on its way; time is the virtual time of <see cref="VirtualScheduler"/>. It chooses among deliveries by a scheduling of its own:
/// what it has in common with our runtime is the actor classes, and that a channel keeps its order.
/// </summary>
public sealed class ReplayRuntime : AkkaRuntime
{
    private readonly Pump pump;
    private readonly VirtualScheduler scheduler;
    private readonly Candidates candidates;
    private readonly Queue<ShellPort> unopened = new();
    private IStrategy strategy = new FirstStrategy();
    private RunCounters counters = RunCounters.Start;
    private ShellPort? borrower;

    internal ReplayRuntime(ActorSystem system, WorldOptions options, Pump pump)
        : base(system, options with { RecordTape = false })
    {
        this.pump = pump;
        scheduler = (VirtualScheduler)system.Scheduler;
        candidates = new Candidates(options.Timed, options.SingleProcessor);
    }

    public override bool IsParallel => false;

    public override VirtualTime Now => new(counters.Now);

    public override TraceDigest? TraceHash => counters.Digest;

    public override VirtualDuration? Lateness => null;

    public override long Steps => counters.Steps;

    internal override Type ShellType => typeof(ReplayShell);

    public override void Reset(IStrategy newStrategy)
    {
        base.Reset(newStrategy);
        pump.RunUntilIdle();
        strategy = newStrategy;
        strategy.Begin();
        scheduler.Reset();
        unopened.Clear();
        counters = RunCounters.Start;
    }

    public override RunStatus Run(long maxSteps = long.MaxValue)
    {
        var last = maxSteps > long.MaxValue - Steps ? long.MaxValue : Steps + maxSteps;
        if (Status == RunStatus.Quiescent)
            Resume();
        OpenAll();
        while (!HasEnded && Steps < last)
        {
            candidates.Gather(Ports);
            if (candidates.Count > 0)
                Deliver();
            else if (!Advance())
                End(RunStatus.Quiescent);
        }

        ThrowIfFailed();
        return Status;
    }

    /// <summary>Lets a world take part in the common counting while it does something.</summary>
    internal void Lend(ShellPort port, Action<HostedWorld> work) => Lend(port, port.World, work);

    internal override HostedWorld MakeWorld(ShellPort port) => MakeWorld(port, new SharedStrategy(strategy), sharesCounters: true);

    internal override ActorRef SpawnIn(ShellPort port, HostedWorld world, Actor actor)
    {
        ActorRef spawned = default;
        Lend(port, world, _ => spawned = world.Spawn(port.Name, actor));
        return spawned;
    }

    internal override void Post(ShellPort port, object message, IActorRef? sender) => port.Post(message, sender);

    internal override void OnUndelivered(ShellPort port, object message) => ReplayTurn.Take(port, this, message);

    internal TimeSpan Until(VirtualTime due) => VirtualScheduler.Delay(due - Now);

    private protected override void OnSpawned(ShellPort port) => unopened.Enqueue(port);

    private protected override void AwaitStop(ManualResetEventSlim whenStopped)
    {
        pump.RunUntilIdle();
        if (!whenStopped.IsSet)
            throw new SimulationFaultException("The actors of a run do not stop.");
    }

    private void OpenAll()
    {
        while (unopened.TryDequeue(out var port))
            Guardian.Tell(new OpenShell(port), ActorRefs.NoSender);
        pump.RunUntilIdle();
    }

    private void Deliver()
    {
        var chosen = candidates.Count == 1 ? 0 : strategy.NextStep(candidates.Steps);
        var (port, head) = candidates[chosen];
        Post(port, new TakeTurn(port, head), ActorRefs.NoSender);
        pump.RunUntilIdle();
        OpenAll();
        scheduler.AdvanceTo(Now);
    }

    /// <summary>Nothing can be delivered now: time goes on to where something can. False: that is nowhere.</summary>
    private bool Advance()
    {
        if (Candidates.WithLastResort(Ports) is { } port)
        {
            Post(port, new ArmLastResort(port), ActorRefs.NoSender);
            pump.RunUntilIdle();
            return true;
        }

        if (!scheduler.AdvanceToNext(out var time))
            return false;
        counters = counters with { Now = time.Nanoseconds };
        pump.RunUntilIdle();
        return true;
    }

    private void Lend(ShellPort port, HostedWorld world, Action<HostedWorld> work)
    {
        // Within a turn of the same world everything is lent already.
        if (borrower == port)
        {
            work(world);
            return;
        }

        var outer = borrower;
        if (outer is not null)
            counters = outer.World.GiveBack();
        borrower = port;
        world.Lend(counters);
        try
        {
            work(world);
        }
        finally
        {
            counters = world.GiveBack();
            borrower = outer;
            outer?.World.Lend(counters);
        }
    }
}
