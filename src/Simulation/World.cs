using System.Runtime.CompilerServices;
using DmaActors.Simulation.Channels;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>
/// One simulated computer: it runs on one thread and owns all that it touches, so that many run on many threads without a lock.
/// Take a world, <see cref="Reset"/> it, spawn actors, <see cref="Run"/>; then reset it for the next run.
/// </summary>
public sealed class World
{
    private readonly EnabledSet enabled = new();
    private readonly DueHeap pending = new();
    private readonly TimerSet timers;
    private readonly List<Cell> cells = [];
    private readonly Cell environment;
    private readonly StepId[] oneProcessor = new StepId[256];
    private readonly HashSet<string> names = [];
    private IStrategy strategy = new FirstStrategy();
    private int cellsInUse;
    private int epoch;
    private long sequence;
    private long now;
    private TraceDigest digest;
    private RunStatus status;
    private Cell? currentReceiver;
    private Cell? currentSender;
    private Message? currentMessage;

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

    /// <summary>The answers of the strategy so far.</summary>
    public Tape Tape { get; } = new();

    /// <summary>Why the latest <see cref="Run"/> ended.</summary>
    public RunStatus Status => status;

    /// <summary>What ended the run in <see cref="RunStatus.Panicked"/>.</summary>
    public Panic? Panic { get; private set; }

    /// <summary>The channel that ended the run in <see cref="RunStatus.ChannelBoundReached"/>.</summary>
    public string? FullChannel { get; private set; }

    public long DeadLetters { get; private set; }

    public IWorldObserver? Observer { get; set; }

    public IStepRecorder? Recorder { get; set; }

    public IWorldLog Log { get; set; } = SilentLog.Instance;

    /// <summary>The contexts that have begun and not ended, for reports and the wait-for graph.</summary>
    public IEnumerable<TaskContext> LiveContexts => Contexts.Live;

    /// <summary>What the world is doing, for a watchdog on another thread: names only, possibly a step old.</summary>
    public string CurrentTurn => $"{Volatile.Read(ref currentReceiver)?.Name} handles {Volatile.Read(ref currentMessage)} from {Volatile.Read(ref currentSender)?.Name}";

    internal ContextPool Contexts { get; }

    internal int Epoch => epoch;

    internal Clock? CurrentClock { get; set; }

    internal ActorRef CurrentSender => currentSender is null ? default : currentSender.Self;

    /// <summary>Forgets the run so far and begins another: the runtime's own objects are kept, actors are not.</summary>
    public void Reset(IStrategy newStrategy)
    {
        strategy = newStrategy;
        strategy.Begin();
        epoch++;
        enabled.Clear();
        pending.Clear();
        timers.Clear();
        for (var i = 0; i < cellsInUse; i++)
            cells[i].Vacate();
        cellsInUse = 0;
        names.Clear();
        Contexts.Reset();
        sequence = 0;
        now = 0;
        digest = new TraceDigest(0x444D41);
        status = RunStatus.Running;
        Steps = 0;
        Tape.Clear();
        Panic = null;
        FullChannel = null;
        DeadLetters = 0;
        CurrentClock = null;
        currentReceiver = currentSender = null;
        environment.Occupy("env", new Environment());
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

    /// <summary>Tells an actor something from outside the world (sender <c>env</c>).</summary>
    public void Tell(ActorRef receiver, Message message) => Send(environment, receiver, message, 0, null);

    /// <summary>Takes at most <paramref name="maxSteps"/> steps.</summary>
    /// <exception cref="SimulationFaultException">Code of the framework threw: a defect of ours.</exception>
    public RunStatus Run(long maxSteps = long.MaxValue)
    {
        if (status == RunStatus.Quiescent)
            status = RunStatus.Running;
        var last = maxSteps > long.MaxValue - Steps ? long.MaxValue : Steps + maxSteps;
        try
        {
            while (status == RunStatus.Running && Steps < last)
            {
                if (enabled.Count == 0 && !Advance())
                    break;
                Deliver(enabled.RemoveAt(enabled.Count == 1 ? 0 : ChooseStep()));
            }
        }
        catch (Exception exception) when (exception is not SimulationFaultException)
        {
            EndInPanic(exception);
        }

        currentReceiver = null;
        return status;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Deliver(Channel channel)
    {
        var message = channel.Head!;
        var to = channel.To;
        Steps++;
        digest.Add(channel.Digest);
        message.Digest(ref digest);
        Recorder?.OnStep(Steps, new VirtualTime(now), new StepId(channel));
        CurrentClock = channel.HeadClock;
        currentSender = channel.From;
        currentReceiver = to;
        currentMessage = message;
        if (channel.IsTimer)
            now = timers.Fire(channel, now);
        else if (channel.Guard is { } guard)
            LeaveGuard(channel, guard);
        if (channel.Advance())
            Arm(channel);
        if (to.Actor is { } actor)
            actor.Receive(message);
        else
            OnDeadLetter(channel.From.Name, to.Name, message);
    }

    private int ChooseStep()
    {
        var steps = enabled.Steps;
        if (Options.SingleProcessor)
            return ChooseOnOneProcessor(steps);
        var chosen = strategy.NextStep(steps);
        if (Options.RecordTape)
            Tape.Add(new Choice(ChoiceKind.Step, steps.Length, chosen, Fold(steps[chosen].Channel.Digest)));
        return chosen;
    }

    /// <summary>With one processor, only what no higher level keeps from running may be next.</summary>
    private int ChooseOnOneProcessor(ReadOnlySpan<StepId> steps)
    {
        var highest = -1;
        foreach (var step in steps)
            highest = Math.Max(highest, LevelOf(step) ?? -1);
        var count = 0;
        Span<int> indexes = stackalloc int[oneProcessor.Length];
        for (var i = 0; i < steps.Length && count < oneProcessor.Length; i++)
        {
            if (LevelOf(steps[i]) is { } level && level < highest)
                continue;
            indexes[count] = i;
            oneProcessor[count++] = steps[i];
        }

        if (count == 1)
            return indexes[0];
        var chosen = strategy.NextStep(oneProcessor.AsSpan(0, count));
        if (Options.RecordTape)
            Tape.Add(new Choice(ChoiceKind.Step, count, chosen, Fold(oneProcessor[chosen].Channel.Digest)));
        return indexes[chosen];
    }

    private static int? LevelOf(StepId step) => step.Channel.To.Actor?.ProcessorLevel(step.Message);

    private static uint Fold(ulong value) => unchecked((uint)(value ^ (value >> 32)));

    /// <summary>Nothing is enabled now: goes on to the next due time, or finds that there is none.</summary>
    private bool Advance()
    {
        if (timers.ArmLastResort())
            return true;
        if (pending.Count == 0)
        {
            status = RunStatus.Quiescent;
            return false;
        }

        now = pending.Earliest.Due;
        while (pending.Count > 0 && pending.Earliest.Due == now)
            Enable(pending.RemoveEarliest());
        return enabled.Count > 0 || Advance();
    }

    internal void Send(Cell from, ActorRef receiver, Message message, long delay, Clock? clock, Guard? guard = null)
    {
        if (receiver.Cell is not Cell to)
        {
            OnDeadLetter(from.Name, receiver.Name, message);
            return;
        }

        Send(from.ChannelTo(to), message, delay, clock, guard);
    }

    internal void Send(Channel channel, Message message, long delay, Clock? clock, Guard? guard)
    {
        if (channel.Epoch != epoch)
            channel.Renew(epoch);
        var due = channel.Monotone(now + delay);
        var age = sequence++;
        if (channel.Head is not null)
        {
            channel.Enqueue(new Channel.Slot(message, clock, due, age));
            if (channel.Count > Options.ChannelBound)
                ReachChannelBound(channel);
            return;
        }

        channel.Head = message;
        channel.HeadClock = clock;
        channel.Due = due;
        channel.Sequence = age;
        channel.Born = age;
        channel.Guard = guard;
        Arm(channel);
    }

    /// <summary>A channel has a new head: finds out when it may be delivered.</summary>
    private void Arm(Channel channel)
    {
        if (channel.Due > now && Options.Timed)
            pending.Add(channel);
        else
            Enable(channel);
    }

    private void Enable(Channel channel)
    {
        if (channel.Guard is { } guard)
        {
            guard.Members.Add(channel);
            if (!guard.IsOpen(channel))
                return;
        }

        enabled.Add(channel);
    }

    private static void LeaveGuard(Channel channel, Guard guard)
    {
        guard.Members.Remove(channel);
        channel.Guard = null;
    }

    /// <summary>The condition of a guard may have changed: its heads become enabled or wait on.</summary>
    internal void GuardChanged(Guard guard)
    {
        foreach (var channel in guard.Members)
        {
            if (guard.IsOpen(channel) == channel.IsEnabled)
                continue;
            if (channel.IsEnabled)
                enabled.Remove(channel);
            else
                enabled.Add(channel);
        }
    }

    /// <summary>Takes back a message that has not been delivered.</summary>
    internal void Withdraw(Channel channel)
    {
        if (channel.Epoch != epoch || channel.Head is null)
            return;
        if (channel.HeapPosition >= 0)
            pending.Remove(channel);
        if (channel.IsEnabled)
            enabled.Remove(channel);
        if (channel.Guard is { } guard)
            LeaveGuard(channel, guard);
        if (channel.Advance())
            Arm(channel);
    }

    internal TimerHandle StartTimer(Cell owner, TimerName name, long delay, Message message, Clock? clock) =>
        timers.Start(owner, name, now + delay, sequence++, message, clock, epoch);

    internal bool CancelTimer(TimerHandle timer) => timers.Cancel(timer, epoch);

    internal int Choose(ChoicePoint point, int options, int defaultOption)
    {
        if (options <= 1)
            return 0;
        var chosen = strategy.NextValue(point, options, defaultOption);
        if (Options.RecordTape)
            Tape.Add(new Choice(ChoiceKind.Value, options, chosen, Fold(point.Digest)));
        return chosen;
    }

    internal void AddToDigest(ulong value) => digest.Add(value);

    /// <summary>A context sleeps: forbidden in interrupts and callbacks.</summary>
    internal void OnBlocked(TaskContext context, string call)
    {
        if (!context.Kind.MayBlock)
            Observer?.OnForbiddenBlock(context, call);
    }

    internal Cell NewCell() => new(this, ++cellIds);

    private int cellIds;

    internal void OnDeadLetter(string sender, string receiver, Message message)
    {
        DeadLetters++;
        Observer?.OnDeadLetter(sender, receiver, message);
    }

    private void ReachChannelBound(Channel channel)
    {
        status = RunStatus.ChannelBoundReached;
        FullChannel = $"{channel.From.Name} -> {channel.To.Name}";
    }

    private void EndInPanic(Exception exception)
    {
        var receiver = currentReceiver!;
        if (receiver.Actor is { IsFramework: true })
            throw new SimulationFaultException($"{receiver.Name} failed in step {Steps} on {currentMessage}.", exception);
        status = RunStatus.Panicked;
        Panic = new Panic(receiver.Name, currentMessage!, Steps, exception);
    }

    /// <summary>Outside the world: sends what starts a run, receives what nobody needs to see.</summary>
    private sealed class Environment : Actor
    {
        protected internal override void Receive(Message message)
        {
        }
    }
}
