using DmaActors.Simulation.Channels;

namespace DmaActors.Simulation.Contexts;

/// <summary>
/// What contexts of one instance compete for: each competitor is a guarded head, and whoever is delivered first has it. Locks barge, as real ones do.
/// </summary>
public abstract class ContextLock : Guard, ISharedByContexts
{
    private readonly ulong digest;

    private protected ContextLock(ContextHost host, string name)
    {
        Host = host;
        Name = name;
        digest = TraceDigest.OfName(name);
        Grant = new LockGrant(this);
        host.Add(this);
    }

    /// <summary>The name within the instance.</summary>
    public string Name { get; }

    /// <summary>What a context waits for, for the wait-for graph.</summary>
    public string Description => $"{Host.Name}.{Name}";

    internal ContextHost Host { get; }

    ISharedByContexts? ISharedByContexts.MadeBefore { get; set; }

    /// <summary>Who has it, or that nobody has.</summary>
    private protected abstract string Holding { get; }

    internal ulong NameDigest => digest;

    internal override ulong Key => Objects.Part(Host.NameDigest ^ digest, 0);

    /// <summary>Whether somebody could enter now.</summary>
    internal abstract bool IsFree { get; }

    private LockGrant Grant { get; }

    /// <summary>What those who had the lock before knew.</summary>
    private protected Clock? Released { get; set; }

    void IDescribed.Describe(StateWriter state)
    {
        var competitors = Members.OrderBy(channel => channel.Sequence).Select(channel => channel.To.Name).ToList();
        state.Write(Name, competitors.Count == 0 ? Holding : $"{Holding}, wanted by {string.Join(", ", competitors)}");
    }

    /// <summary>The context has been delivered its grant.</summary>
    internal abstract void Acquire(TaskContext context);

    internal override void DeclareDelivery(Footprint footprint) => footprint.Lock(Key, IsFree);

    internal void Compete(TaskContext context)
    {
        var channel = context.GrantChannel;
        channel.From = Host.Cell;
        channel.Label = Name;
        channel.Renew(Host.World.Epoch, digest);
        Host.World.Send(channel, Grant, 0, null, this);
    }

    private protected TaskContext Running(string call) =>
        Host.Current ?? throw OutsideEntryPoint(call);

    /// <summary>The step takes it, gives it back, or looks whether it is free.</summary>
    private protected void Touch() => Host.World.Footprint?.Lock(Key, IsFree);

    private protected void Changed() => Host.World.GuardChanged(this);

    private InvalidOperationException OutsideEntryPoint(string call) => new($"{call} on {Description} outside an entry point of {Host.Name}.");
}

/// <summary>The lock is yours.</summary>
internal sealed record LockGrant(ContextLock Lock) : ContextSignal
{
    public override void Digest(ref TraceDigest digest) => digest.Add(Lock.NameDigest);

    public override void Deliver(TaskContext context)
    {
        Lock.Acquire(context);
        context.Resume();
    }

    public override string ToString() => $"Enter {Lock.Name}";
}
