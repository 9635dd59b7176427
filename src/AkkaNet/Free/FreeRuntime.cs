using Akka.Actor;
using DmaActors.AkkaNet.Shells;
using DmaActors.Simulation;
using DmaActors.Simulation.Hosting;

namespace DmaActors.AkkaNet.Free;

/// <summary>Actors on the real threads of a dispatcher, in real time. What happens first is up to the machine under us: no run is like another.</summary>
public sealed class FreeRuntime : AkkaRuntime
{
    /// <summary>Between two looks of the caller at progress and cancellation.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    /// <summary>If nothing at all is delivered for so long, the run is given up: whatever it waits for is too far away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RealClock clock;
    private readonly Lateness lateness = new();
    private readonly Queue<ShellPort> unopened = new();
    private ulong seed;
    private bool hasStarted;
    private long stepsAtLastLook;
    private DateTime lastProgress;

    /// <param name="system">An actor system with dispatchers of any kind.</param>
    /// <param name="options">Of the machine. Time is real and there are many processors, whatever they say.</param>
    /// <param name="timeScale">How many virtual seconds pass in a real one.</param>
    public FreeRuntime(ActorSystem system, WorldOptions options, double timeScale)
        : base(system, options with { Timed = true, SingleProcessor = false, RecordTape = false })
    {
        clock = new RealClock(timeScale);
    }

    public override bool IsParallel => true;

    public override VirtualTime Now => clock.Now;

    public override TraceDigest? TraceHash => null;

    public override VirtualDuration? Lateness => lateness.Worst;

    internal override Type ShellType => typeof(FreeShell);

    internal Activity Activity { get; private set; } = new();

    public override void Reset(IStrategy newStrategy)
    {
        base.Reset(newStrategy);
        seed = newStrategy is RandomStrategy random ? random.Seed : 1;
        Activity = new Activity();
        unopened.Clear();
        hasStarted = false;
        clock.Restart();
        lateness.Forget();
    }

    public override RunStatus Run(long maxSteps = long.MaxValue)
    {
        if (!hasStarted)
            Start();
        Activity.AwaitQuiet(Slice);
        ThrowIfFailed();
        if (!HasEnded && Activity.IsQuiet)
            End(RunStatus.Quiescent);
        else if (!HasEnded && IsStuck())
            End(RunStatus.Quiescent);
        return Status;
    }

    internal override HostedWorld MakeWorld(ShellPort port) =>
        MakeWorld(port, new RandomStrategy(TraceDigest.Join(seed, TraceDigest.OfName(port.Name))), sharesCounters: false);

    internal override void OnUndelivered(ShellPort port, object message)
    {
        try
        {
            if (IsHalted)
                return;
            lock (port.TurnLock)
                FreeTurn.Take(port, this, message);
        }
        finally
        {
            Activity.End();
        }
    }

    internal override void Post(ShellPort port, object message, IActorRef? sender)
    {
        Activity.Begin();
        port.Post(message, sender);
    }

    internal override void End(RunStatus how)
    {
        base.End(how);
        Activity.GiveUp();
    }

    /// <summary>Something is handled now whose time came before.</summary>
    internal void HandleAt(VirtualTime now, VirtualTime due) => lateness.Note(now - due);

    internal TimeSpan Until(VirtualTime due) => clock.Until(due);

    private protected override void OnSpawned(ShellPort port)
    {
        lock (unopened)
        {
            if (!hasStarted)
            {
                unopened.Enqueue(port);
                return;
            }
        }

        Guardian.Tell(new OpenShell(port), ActorRefs.NoSender);
    }

    /// <summary>Until now everything that was sent has waited, since the machine was still being wired.</summary>
    private void Start()
    {
        lock (unopened)
        {
            hasStarted = true;
            clock.Restart();
            lastProgress = DateTime.UtcNow;
            stepsAtLastLook = 0;
            foreach (var port in unopened)
                Guardian.Tell(new OpenShell(port), ActorRefs.NoSender);
            unopened.Clear();
        }
    }

    private bool IsStuck()
    {
        var steps = Steps;
        var now = DateTime.UtcNow;
        if (steps != stepsAtLastLook)
        {
            stepsAtLastLook = steps;
            lastProgress = now;
        }

        return now - lastProgress > Patience;
    }
}
