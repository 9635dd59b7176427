using System.Runtime.CompilerServices;
using DmaActors.Simulation.Channels;
using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation;

/// <summary>
/// An endpoint of a world: an actor or a context, with its name and the channels that leave it. Cells are reused from run to run, so that
/// their channels need not be found again.
/// </summary>
internal sealed class Cell(World world, int id) : ActorContext
{
    private string name = "";
    private ulong nameDigest;
    private Channel?[] channels = new Channel?[2];
    private int channelCount;
    private List<Cell>? watchers;
    private NameSource? nameSource;

    public World World { get; } = world;

    public int Id { get; } = id;

    public Actor? Actor { get; private set; }

    public bool IsStopped => Actor is null;

    public override string Name => nameSource is null ? name : nameSource.Name;

    public override ulong NameDigest => nameDigest;

    public override ActorRef Sender => World.CurrentSender;

    public override VirtualTime Now => World.Now;

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

        nameSource = null;
        watchers = null;
        Actor = actor;
        actor.Bind(this);
    }

    /// <summary>Takes the cell into use for a context, whose name is spelled out only when somebody asks.</summary>
    public void Occupy(NameSource source, ulong digest, Actor actor)
    {
        nameSource = source;
        nameDigest = digest;
        Actor = actor;
        actor.Bind(this);
    }

    public void Vacate() => Actor = null;

    /// <summary>The channel to a receiver, made at first use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Channel ChannelTo(Cell to)
    {
        var table = channels;
        var channel = table[to.Id & (table.Length - 1)];
        return channel is not null && channel.To == to ? channel : Find(to);
    }

    private Channel Find(Cell to)
    {
        var table = channels;
        var index = to.Id & (table.Length - 1);
        while (table[index] is { } channel)
        {
            if (channel.To == to)
                return channel;
            index = (index + 1) & (table.Length - 1);
        }

        if (channelCount * 2 >= table.Length)
            Grow();
        var made = new Channel(this, to);
        Place(made);
        channelCount++;
        return made;
    }

    private void Place(Channel channel)
    {
        var index = channel.To.Id & (channels.Length - 1);
        while (channels[index] is not null)
            index = (index + 1) & (channels.Length - 1);
        channels[index] = channel;
    }

    private void Grow()
    {
        var old = channels;
        channels = new Channel?[old.Length * 2];
        foreach (var channel in old)
        {
            if (channel is not null)
                Place(channel);
        }
    }

    public override void Tell(ActorRef receiver, Message message) => World.Send(this, receiver, message, 0, World.CurrentClock);

    public override void Tell(ActorRef receiver, Message message, VirtualDuration delay) => World.Send(this, receiver, message, delay.Nanoseconds, World.CurrentClock);

    public override void Tell(ActorRef receiver, Message message, Cause cause) =>
        World.Send(this, receiver, message, 0, Clock.Join(World.CurrentClock, cause.Clock));

    public override ActorRef Spawn(string name, Actor actor) => World.Spawn(name, actor);

    public override void Stop(ActorRef actor)
    {
        if (actor.Cell is not Cell { IsStopped: false } cell)
            return;
        cell.Vacate();
        if (cell.watchers is null)
            return;
        foreach (var watcher in cell.watchers)
            World.Send(cell, watcher.Self, new Terminated(actor), 0, World.CurrentClock);
        cell.watchers = null;
    }

    public override void Watch(ActorRef actor)
    {
        if (actor.Cell is not Cell cell)
            return;
        if (cell.IsStopped)
            World.Send(cell, Self, new Terminated(actor), 0, World.CurrentClock);
        else if (cell.watchers is null)
            cell.watchers = [this];
        else if (!cell.watchers.Contains(this))
            cell.watchers.Add(this);
    }

    public override void Unwatch(ActorRef actor) => (actor.Cell as Cell)?.watchers?.Remove(this);

    public override TimerHandle StartTimer(TimerName name, VirtualDuration delay, Message message) =>
        World.StartTimer(this, name, delay.Nanoseconds, message, World.CurrentClock);

    public override bool CancelTimer(TimerHandle timer) => World.CancelTimer(timer);

    public override int Choose(ChoicePoint point, int options, int defaultOption = 0) => World.Choose(point, options, defaultOption);

    public override void Digest(ulong value) => World.AddToDigest(value);
}
