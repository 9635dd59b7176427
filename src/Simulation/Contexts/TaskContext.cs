using DmaActors.Simulation.Channels;

namespace DmaActors.Simulation.Contexts;

/// <summary>
/// One thread of control inside a driver instance: a strategy call, an interrupt, a callback, a timeout. An endpoint of its own, so that replies to
/// different contexts may overtake one another. Between two awaits it is atomic.
/// </summary>
public sealed class TaskContext : Actor
{
    private readonly DigestedName name;
    private DdiBox? suspended;
    private DdiBox? root;
    private Message? received;

    internal TaskContext(World world)
    {
        World = world;
        name = new DigestedName(this);
        Cell = world.NewCell();
        GrantChannel = new Channel(Cell, Cell);
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
        Guard guard => $"the lock {guard.Description}",
        KCondvar condition => $"a signal of {condition}",
        Message request => $"the answer to {request}",
        _ => WaitsFor.ToString() ?? "",
    };

    /// <summary>For the host: whatever it needs to know when the context ends.</summary>
    public object? Tag { get; set; }

    internal int Ordinal { get; private set; }

    internal int LiveIndex { get; set; }

    internal World World { get; }

    internal Cell Cell { get; }

    internal ContextHost Host { get; private set; } = null!;

    internal ContextClock Clock { get; } = new();

    /// <summary>The channel on which locks are granted to this context.</summary>
    internal Channel GrantChannel { get; }

    /// <summary>How the latest wait for a condition variable ended.</summary>
    internal bool WasSignalled { get; set; }

    /// <summary>Mutexes held now.</summary>
    internal int MutexesHeld { get; set; }

    internal string KindName => Kind.Name;

    /// <summary>Who started it and awaits its answer.</summary>
    public ActorRef Caller { get; private set; }

    internal override int? ProcessorLevel(Message message) => Kind.Level;

    internal void Begin(ContextHost host, ContextKind kind, int ordinal, int slot, int since, Message? origin, ActorRef caller, Clock? cause)
    {
        Host = host;
        Kind = kind;
        Ordinal = ordinal;
        Origin = origin;
        Caller = caller;
        Tag = null;
        WaitsFor = null;
        MutexesHeld = 0;
        suspended = root = null;
        received = null;
        Clock.Begin(slot, since, cause, host);
        Cell.Occupy(name, TraceDigest.Join(host.NameDigest ^ kind.Digest, unchecked((ulong)ordinal)), this);
    }

    protected internal override void Receive(Message message)
    {
        Clock.Join(World.CurrentClock, Host);
        if (message is ContextSignal signal)
            signal.Deliver(this);
        else if (suspended is null)
            World.OnDeadLetter(World.CurrentSender.Name, Name, message);
        else
            Resume(message);
    }

    /// <summary>Goes on where it stopped, in the present turn.</summary>
    internal void Resume(Message? message)
    {
        var box = suspended ?? throw new SimulationFaultException($"{Name} was resumed but does not wait.");
        suspended = null;
        WaitsFor = null;
        received = message;
        Host.Current = this;
        try
        {
            box.MoveNext();
        }
        finally
        {
            Host.Current = null;
        }
    }

    /// <summary>The context waits until somebody resumes it.</summary>
    internal void Suspend(DdiBox box, object waitsFor)
    {
        if (suspended is not null)
            throw new InvalidOperationException($"{Name} awaits two things at once: await each call where it is made.");
        suspended = box;
        WaitsFor = waitsFor;
    }

    internal T TakeReply<T>()
        where T : struct, IDigestible
    {
        if (received is not Reply<T> reply)
            throw new SimulationFaultException($"{Name} expected a reply with {typeof(T).Name} and was given {received}.");
        received = null;
        return reply.Value;
    }

    /// <summary>The first suspension made the entry point's task: its end is the end of the context.</summary>
    internal void SetRoot(DdiBox box) => root = box;

    internal bool IsRoot(DdiBox box) => root == box;

    /// <summary>Drops what is suspended: none of its code runs again.</summary>
    internal void Drop()
    {
        for (var box = suspended; box is not null;)
        {
            var parent = box.Parent;
            box.Recycle();
            box = parent;
        }

        suspended = root = null;
        Cell.Vacate();
    }

    internal void AssertEnded()
    {
        if (suspended is not null)
            throw new InvalidOperationException($"{Name} ended while a task of it was still suspended: a DdiTask was not awaited.");
        if (MutexesHeld > 0)
            throw new InvalidOperationException($"{Name} returned while it holds a mutex.");
    }

    private sealed class DigestedName(TaskContext context) : NameSource
    {
        public override string Name => $"{context.Host.Name}/{context.Kind.Name}#{context.Ordinal}";
    }
}
