using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DmaActors.Simulation.Channels;
using DmaActors.Simulation.Contexts;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Simulation;

/// <summary>
/// An endpoint of a world: an actor or a context, with its name and the channels that leave it. Cells are reused from run to run, so that
/// their channels need not be found again; those of contexts also within a run.
/// </summary>
internal sealed class Cell(World world, int id, NameSource? contextName = null) : ActorContext
{
    /// <summary>A context's endpoint serves many instances one after another: with more channels than this it forgets them all.</summary>
    private const int MostChannelsOfContext = 16;

    private readonly List<Channel>? incoming = contextName is null ? null : [];
    private string name = "";
    private ulong nameDigest;

    // That of the name while it receives; that of no name when it was stopped.
    private ulong openDigest;
    private ChannelTable channels = new();
    private List<ActorRef>? watchers;

    public World World { get; } = world;

    public int Id { get; } = id;

    public Actor? Actor { get; private set; }

    /// <summary>Its occupant, if that leaves messages waiting.</summary>
    public IDefersMessages? Deferring { get; private set; }

    public bool IsStopped => Actor is null;

    /// <summary>Whom it stands for: itself, or an endpoint of another world.</summary>
    public ActorRef Home => contextName is RemoteName remote ? remote.Home : Self;

    /// <summary>The name of its present occupant, also after the cell has been taken into use for another one.</summary>
    public NameSource LastingName => (Actor as TaskContext)?.LastingName ?? new PlainName(Name);

    public override string Name => contextName is null ? name : contextName.Name;

    public override ulong NameDigest => nameDigest;

    /// <summary>Whoever sends to an address compares it with this: what is sent to an endpoint that was stopped is a dead letter at once.</summary>
    public ulong OpenDigest => openDigest;

    public override ActorRef Sender => World.CurrentSender;

    public override VirtualTime Now => World.ReadClock();

    public override VirtualTime Stamp => World.Now;

    public override Footprint? Footprint => World.Footprint;

    public override Cause Cause => new(World.CurrentClock);

    public override IWorldLog Log => World.Log;

    /// <summary>Takes the cell into use for an actor of this run.</summary>
    public void Occupy(string newName, Actor actor)
    {
        if (!ReferenceEquals(name, newName) && name != newName)
        {
            name = newName;
            nameDigest = TraceDigest.OfName(newName);
        }

        openDigest = nameDigest;
        watchers = null;
        Actor = actor;
        Deferring = actor as IDefersMessages;
        actor.Bind(this);
    }

    /// <summary>Takes the cell into use for a context, whose name is spelled out only when somebody asks.</summary>
    public void Occupy(ulong digest, Actor actor)
    {
        nameDigest = openDigest = digest;
        Actor = actor;
    }

    /// <summary>Takes the cell into use for an endpoint of another world: it only sends.</summary>
    public void Represent(ActorRef home, NameSource nameOfHome)
    {
        ((RemoteName)contextName!).StandFor(home, nameOfHome);
        nameDigest = openDigest = home.NameDigest;
    }

    /// <summary>A run is over.</summary>
    public void Reset()
    {
        Actor?.OnReset();
        Actor = null;
        Deferring = null;
        watchers = null;
    }

    /// <summary>Its occupant receives nothing more: what is under way to it becomes dead letters, and its watchers are told.</summary>
    public void Vacate()
    {
        Actor = null;
        Deferring = null;
        if (watchers is null)
            return;
        foreach (var watcher in watchers)
            TellTerminated(watcher, Self);
        watchers = null;
    }

    /// <summary>
    /// True when nothing is under way from or to this endpoint of a context that has ended. Then it can stand for another: its channels begin anew.
    /// </summary>
    public bool TryRelease(long epoch)
    {
        foreach (var channel in channels.Places)
        {
            if (channel is not null && !TryForget(channel, epoch))
                return false;
        }

        foreach (var channel in CollectionsMarshal.AsSpan(incoming))
        {
            if (!TryForget(channel, epoch))
                return false;
        }

        if (channels.Count + incoming!.Count > MostChannelsOfContext)
            Disconnect();
        return true;
    }

    /// <summary>An empty channel of an endpoint that has ended begins anew with its next message.</summary>
    private static bool TryForget(Channel channel, long epoch)
    {
        if (channel.Head is not null && channel.Epoch == epoch)
            return false;
        channel.Epoch = 0;
        return true;
    }

    /// <summary>The channel to a receiver, made at first use; null: it lives in another world.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Channel? ChannelTo(Cell to)
    {
        var channel = channels.Guess(to);
        return channel is not null && channel.To == to ? channel : channels.Find(to) ?? Connect(to);
    }

    public Channel? ExistingChannelTo(Cell to) => channels.Find(to);

    private Channel? Connect(Cell to)
    {
        if (to.World != World)
            return null;
        var channel = World.FreeChannels.Count > 0 ? World.FreeChannels.Pop() : new Channel(this, to);
        channel.From = this;
        channel.To = to;
        channels.Add(channel);
        to.incoming?.Add(channel);
        return channel;
    }

    private void Disconnect()
    {
        foreach (var channel in channels.Places)
        {
            if (channel is null)
                continue;
            channel.To.incoming?.Remove(channel);
            Free(channel);
        }

        channels.Clear();
        foreach (var channel in incoming!)
        {
            channel.From.channels.Remove(channel);
            Free(channel);
        }

        incoming.Clear();
    }

    private void Free(Channel channel)
    {
        channel.Epoch = 0;
        World.FreeChannels.Push(channel);
    }

    public override void Tell(ActorRef receiver, Message message) => World.Send(this, receiver, message, 0, World.CurrentClock);

    public override void Tell(ActorRef receiver, Message message, VirtualDuration delay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(delay.Nanoseconds, nameof(delay));
        World.Send(this, receiver, message, delay.Nanoseconds, World.CurrentClock);
    }

    public override void Tell(ActorRef receiver, Message message, Cause cause) =>
        World.Send(this, receiver, message, 0, Clock.Join(World.CurrentClock, cause.Clock));

    public override ActorRef Spawn(string name, Actor actor) => World.Boundary?.Spawn(name, actor) ?? World.Spawn(name, actor);

    public override void Stop(ActorRef actor)
    {
        if (actor.Cell is not Cell cell)
            return;
        if (cell.World != World)
            World.SendOut(ParcelKind.Stop, this, actor, null, 0, null);
        else if (!cell.IsStopped && cell.NameDigest == actor.NameDigest)
            cell.Stop();
    }

    public void Stop()
    {
        if (incoming is not null)
            throw new InvalidOperationException($"{Name} is a context: it ends by itself or with its instance.");
        World.Footprint?.Writes(Self);
        var actor = Actor!;
        Vacate();
        actor.OnStop();
        Close();
    }

    /// <summary>Nobody sends to it any more, and what is under way to it is taken back. Unlike a context that has ended by itself, what was stopped takes no more steps of the run.</summary>
    public void Close()
    {
        openDigest = ~nameDigest;
        World.Discard(this);
    }

    public override void Watch(ActorRef actor)
    {
        if (actor.Cell is not Cell cell)
            return;
        if (cell.World != World)
            World.SendOut(ParcelKind.Watch, this, actor, null, 0, null);
        else if (cell.NameDigest != actor.NameDigest)
            World.Send(this, Self, new Terminated(actor), 0, World.CurrentClock);
        else
            cell.AddWatcher(Self);
    }

    public override void Unwatch(ActorRef actor)
    {
        if (actor.Cell is not Cell cell)
            return;
        if (cell.World != World)
        {
            World.UnwatchRemote(this, actor);
            return;
        }

        if (cell.NameDigest == actor.NameDigest)
            cell.RemoveWatcher(Self);
        if (cell.channels.Find(this) is { } channel)
            World.WithdrawAll(channel, new Terminated(actor));
    }

    public override TimerHandle StartTimer(TimerName name, VirtualDuration delay, Message message) =>
        World.StartTimer(this, name, delay.Nanoseconds, message, World.CurrentClock);

    public override bool CancelTimer(TimerHandle timer) => World.CancelTimer(timer);

    public override int Choose(ChoicePoint point, int options, int defaultOption = 0) => World.Choose(point, options, defaultOption);

    public override void Digest(ulong value) => World.AddToDigest(value);

    public void AddWatcher(ActorRef watcher)
    {
        World.Footprint?.Writes(Self);
        if (IsStopped)
            TellTerminated(watcher, Self);
        else if (watchers is null)
            watchers = [watcher];
        else if (!watchers.Contains(watcher))
            watchers.Add(watcher);
    }

    public void RemoveWatcher(ActorRef watcher)
    {
        World.Footprint?.Writes(Self);
        watchers?.Remove(watcher);
    }

    public void TellTerminated(ActorRef watcher, ActorRef stopped) => World.Send(this, watcher, new Terminated(stopped), 0, World.CurrentClock);
}
