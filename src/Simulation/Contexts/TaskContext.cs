using DmaActors.Simulation.Channels;

namespace DmaActors.Simulation.Contexts;

/// <summary>
/// One thread of control inside a driver instance: a strategy call, an interrupt, a callback, a timeout. An endpoint of its own, so that replies to
/// different contexts may overtake one another. Between two awaits it is atomic.
/// </summary>
public sealed class TaskContext : Actor
{
    /// <summary>The innermost state machine, while the context waits; null while it runs.</summary>
    private DdiBox? suspended;
    private bool awaitsReply;

    internal TaskContext(World world)
    {
        World = world;
        Cell = world.NewCell(new DigestedName(this));
        GrantChannel = new Channel(Cell, Cell);
        Clock = new ContextClock(this);
    }

    /// <summary>The stable name, for example <c>disk1/strategy#2</c>.</summary>
    public string Name => Cell.Name;

    /// <summary>Where replies to it go.</summary>
    public ActorRef Self => Cell.Self;

    /// <summary>What it runs.</summary>
    public ContextKind Kind { get; private set; } = null!;

    /// <summary>What started it.</summary>
    public Message? Origin { get; private set; }

    /// <summary>What it waits for now, in words; null while it runs.</summary>
    public object? WaitsFor { get; private set; }

    /// <summary>What it waits for, for a reader.</summary>
    public string WaitsForText => WaitsFor switch
    {
        null => "nothing",
        ContextLock wanted => $"the lock {wanted.Description}",
        KCondvar condition => $"a signal of {condition}",
        Message request => $"the answer to {request}",
        _ => WaitsFor.ToString() ?? "",
    };

    /// <summary>The request whose reply it has waited for last, if it has waited for nothing else since: tells who asks the same again and again.</summary>
    public Message? LastRequest { get; set; }

    /// <summary>For the host: whatever it needs to know when the context ends.</summary>
    public object? Tag { get; set; }

    /// <summary>Who started it and awaits its answer.</summary>
    public ActorRef Caller { get; private set; }

    /// <summary>Its number among the contexts of its kind, from 1.</summary>
    internal int Ordinal { get; private set; }

    /// <summary>The number of its kind within the instance.</summary>
    internal byte KindIndex { get; private set; }

    internal World World { get; }

    internal Cell Cell { get; }

    internal ContextHost Host { get; private set; } = null!;

    internal ContextClock Clock { get; }

    /// <summary>The channel on which locks are granted to this context.</summary>
    internal Channel GrantChannel { get; }

    /// <summary>The timer that will wake the context.</summary>
    internal TimerHandle Timer { get; set; }

    /// <summary>How the latest wait for a condition variable ended.</summary>
    internal bool WasSignalled { get; set; }

    /// <summary>Mutexes held now.</summary>
    internal int MutexesHeld { get; set; }

    /// <summary>The context in whose turn this one began: it goes on when this one waits or ends.</summary>
    internal TaskContext? Outer { get; private set; }

    /// <summary>Its instance was stopped while its code ran: it does not run on after its next await.</summary>
    internal bool IsDoomed { get; private set; }

    /// <summary>The neighbours among the contexts of the instance.</summary>
    internal TaskContext? Older { get; set; }

    internal TaskContext? Younger { get; set; }

    /// <summary>The level at which it runs: that of its kind, or of a mutex for high-level interrupts that it holds, if that is more.</summary>
    public int Level => Math.Max(Kind.Level, RaisedTo);

    /// <summary>The priority of the mutex for high-level interrupts that it holds: they are kept off its processor. 0: it holds none.</summary>
    internal int RaisedTo { get; set; }

    internal override int? ProcessorLevel(Message message) => Level;

    internal void Begin(ContextHost host, ContextKind kind, byte kindIndex, int ordinal, Message? origin, ActorRef caller)
    {
        Host = host;
        Kind = kind;
        KindIndex = kindIndex;
        Ordinal = ordinal;
        Origin = origin;
        if (!caller.IsNobody)
            Caller = caller;
        if (host.Current is { } current)
            Outer = current;
        Clock.Begin(Outer is null ? World.CurrentClock : Outer.Clock.Snapshot());
        Cell.Occupy(TraceDigest.Join(host.NameDigest ^ kind.Digest, unchecked((ulong)ordinal)), this);
    }

    protected internal override void DeclareFootprint(Message message, Footprint footprint)
    {
        footprint.Writes(Self);
        if (Host.UndeclaredState is null)
            footprint.Reads(Host.Cell.Self);
        else
            footprint.Writes(Host.Cell.Self);
    }

    protected internal override void Receive(Message message)
    {
        if (message is ContextSignal signal)
        {
            signal.Deliver(this);
            return;
        }

        Clock.Join(World.CurrentClock);
        if (awaitsReply)
            Resume();
        else
            World.OnDeadLetter(World.CurrentSender.Name, Name, message);
    }

    /// <summary>Goes on where it stopped, in the present turn.</summary>
    internal void Resume()
    {
        var box = suspended ?? throw NotWaiting();
        suspended = null;
        awaitsReply = false;
        WaitsFor = null;
        var host = Host;
        host.Current = this;

        // The one that awaits a state machine that ends goes on. Not by a call from there, so that no chain of them is too long for the stack.
        box.MoveNext();
        while (box.IsCompleted)
        {
            if (box.Parent is not { } parent)
            {
                host.EndContext(this, box);
                break;
            }

            box = parent;
            box.MoveNext();
        }

        host.Current = null;
        if (IsDoomed)
            host.DropDoomed(this);
    }

    /// <summary>Its name, for those who may ask when the context has ended and its endpoint stands for another.</summary>
    public NameSource LastingName => new NameOfEnded(Host, KindIndex, Ordinal);

    /// <summary>The context waits until somebody resumes it.</summary>
    internal void Suspend(DdiBox box, object waitsFor)
    {
        AssertCanSuspend();
        suspended = box;
        WaitsFor = waitsFor;
        LastRequest = null;
    }

    /// <summary>Sends a request, for whose reply the context is about to wait.</summary>
    internal void Ask(ActorRef callee, Message request, bool fromInstance, VirtualDuration delay)
    {
        AssertCanSuspend();
        WaitsFor = LastRequest = request;
        awaitsReply = true;
        World.Send(fromInstance ? Host.Cell : Cell, callee, request, delay.Nanoseconds, Clock.Snapshot());
    }

    internal void SuspendForReply(DdiBox box) => suspended = box;

    /// <summary>What is awaited goes on in the turn that brings the reply, before anything else.</summary>
    internal T TakeReply<T>()
        where T : struct, IDigestible
    {
        if (World.CurrentMessage is not Reply<T> reply)
            throw NoReply(typeof(T));
        return reply.Value;
    }

    /// <summary>The entry point has suspended: whoever began it goes on, and nobody when it is resumed.</summary>
    internal void LeaveOuter() => Outer = null;

    internal void Doom() => IsDoomed = true;

    /// <summary>Takes back what would wake the context in this run.</summary>
    internal void Unwait()
    {
        World.Withdraw(GrantChannel);
        World.CancelTimer(Timer);
    }

    /// <summary>Drops what is suspended: none of its code runs again.</summary>
    internal void Drop()
    {
        for (var box = suspended; box is not null;)
        {
            var parent = box.Parent;
            box.Recycle();
            box = parent;
        }
    }

    /// <summary>Ready for another use.</summary>
    internal void Clear()
    {
        suspended = null;
        awaitsReply = false;
        Timer = default;
        MutexesHeld = 0;
        RaisedTo = 0;
        IsDoomed = false;
        Origin = null;
        Caller = default;
        WaitsFor = null;
        LastRequest = null;
        Tag = null;
        Outer = null;
        Older = Younger = null;
    }

    internal void AssertInvariants()
    {
        World.AssertThat(Host.Current is null, "between turns no context runs");
        World.AssertThat(suspended is not null && suspended.Context == this, "a context that lives waits");
        World.AssertThat(WaitsFor is not null && !IsDoomed, "a context that waits knows for what");
        for (var box = suspended; box is not null; box = box.Parent)
            World.AssertThat(!box.IsCompleted && box.Context == this, "no state machine of a context that waits has ended");
        World.AssertThat(!awaitsReply || GrantChannel.Head is null, "a context waits for one thing");
    }

    internal void AssertEnded()
    {
        if (suspended is not null || awaitsReply)
            throw Misused("ended while a task of it was still suspended: a DdiTask was not awaited");
        if (MutexesHeld > 0)
            throw Misused("returned while it holds a mutex");
    }

    private void AssertCanSuspend()
    {
        if (Host.Current != this)
            throw NotRunning();
        if (suspended is not null)
            throw Misused("awaits two things at once: await each call where it is made");
    }

    private SimulationFaultException NotWaiting() => World.Fault($"{Name} was resumed but does not wait.");

    private SimulationFaultException NoReply(Type expected) => World.Fault($"{Name} expected a reply with {expected.Name} and was given {World.CurrentMessage}.");

    private InvalidOperationException NotRunning() => new($"{Host.Current?.Name ?? "Nobody"} awaits what belongs to {Name}: await each call where it is made.");

    private InvalidOperationException Misused(string how) => new($"{Name} {how}.");

    private sealed class NameOfEnded(ContextHost host, byte kind, int ordinal) : NameSource
    {
        public override string Name => host.NameOf(kind, ordinal);
    }

    private sealed class DigestedName(TaskContext context) : NameSource
    {
        public override string Name => context.Host.NameOf(context.KindIndex, context.Ordinal);
    }
}
