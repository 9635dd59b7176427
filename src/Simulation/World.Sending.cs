using System.Runtime.CompilerServices;
using DmaActors.Simulation.Channels;
using DmaActors.Simulation.Contexts;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Simulation;

/// <content>What makes a step enabled: channels, guards, timers.</content>
public sealed partial class World
{
    private readonly EnabledSet enabled = new();
    private readonly DueHeap pending = new();
    private readonly TimerSet timers;

    /// <summary>The number of the run among all of this world, from 1.</summary>
    private long epoch;
    private long sequence;
    private long now;

    internal long Epoch => epoch;

    internal void Send(Cell from, ActorRef receiver, Message message, long delay, Clock? clock)
    {
        if (Footprint is not null && receiver.Cell is Cell there)
            Footprint.Sends(from, there);
        if (receiver.Cell is not Cell to || to.OpenDigest != receiver.NameDigest)
            SendAway(from, receiver, message, delay, clock);
        else if (from.ChannelTo(to) is { } channel)
            Send(channel, message, delay, clock);
        else
            SendOut(ParcelKind.Tell, from, receiver, message, delay, clock);
    }

    private void SendAway(Cell from, ActorRef receiver, Message message, long delay, Clock? clock)
    {
        if (receiver.Cell is Cell to && to.World != this)
            SendOut(ParcelKind.Tell, from, receiver, message, delay, clock);
        else
            OnDeadLetter(from.Name, receiver.Name, message);
    }

    internal void Send(Channel channel, Message message, long delay, Clock? clock, Guard? guard = null) =>
        Put(channel, message, DueAfter(delay), sequence++, clock, guard);

    /// <summary>In untimed mode messages have no delays: the clock moves with the timers alone, so that what it says does not depend on the order of messages.</summary>
    internal long DueAfter(long delay) => Options.Timed ? now + delay : now;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(Channel channel, Message message, long earliest, long age, Clock? clock, Guard? guard)
    {
        if (channel.Epoch != epoch)
            channel.Renew(epoch);
        var due = channel.Monotone(earliest);
        if (channel.Head is not null)
        {
            channel.Enqueue(new Channel.Slot(message, clock, due, age));
            if (channel.Count > Options.ChannelBound)
                ReachChannelBound(channel);
            return;
        }

        channel.Head = message;
        if (clock is not null)
            channel.HeadClock = clock;
        channel.Due = due;
        channel.Sequence = age;
        channel.Born = age;
        if (guard is not null)
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
        if (channel.To.Deferring is { } deferring && !channel.IsTimer)
            channel.Guard = deferring.DeferralOf(channel.Head!);
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

    /// <summary>Takes back the head of a channel.</summary>
    internal void Withdraw(Channel channel)
    {
        if (channel.Epoch != epoch || channel.Head is null)
            return;
        Footprint?.TakesBack(new WithdrawnHead(channel.Digest, channel.Born, channel.Guard?.Key ?? 0, channel.IsTimer, new VirtualTime(channel.Due)));
        if (channel.HeapPosition >= 0)
            pending.Remove(channel);
        if (channel.IsEnabled)
            enabled.Remove(channel);
        if (channel.Guard is { } guard)
            LeaveGuard(channel, guard);
        if (channel.Advance())
            Arm(channel);
    }

    /// <summary>Takes back every message of a channel that equals the one given.</summary>
    internal void WithdrawAll(Channel channel, Message message)
    {
        if (channel.Epoch != epoch || channel.Head is null)
            return;
        channel.RemoveWaiting(message);
        if (channel.Head.Equals(message))
            Withdraw(channel);
    }

    /// <summary>What is under way to an endpoint that was stopped becomes dead letters, and its timers are cancelled.</summary>
    internal void Discard(Cell stopped)
    {
        var channels = new List<Channel>();
        foreach (var step in enabled.Steps)
        {
            if (step.Channel.To == stopped)
                channels.Add(step.Channel);
        }

        foreach (var channel in pending.Items)
        {
            if (channel.To == stopped)
                channels.Add(channel);
        }

        foreach (var deferral in Deferrals)
            channels.AddRange(deferral.Members.Where(channel => channel.To == stopped && !channel.IsEnabled));
        timers.CancelAllOf(stopped, epoch);
        foreach (var channel in channels)
        {
            while (!channel.IsTimer && channel.Head is { } lost)
            {
                Withdraw(channel);
                OnDeadLetter(channel.From.Name, stopped.Name, lost);
            }
        }
    }

    internal TimerHandle StartTimer(Cell owner, TimerName name, long delay, Message message, Clock? clock)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(delay);
        var timer = timers.Start(owner, name, now, delay, sequence++, message, clock, epoch);
        if (Footprint is not null)
            TimerSet.DeclareStart(timer.Channel!, Footprint);
        return timer;
    }

    internal bool CancelTimer(TimerHandle timer)
    {
        if (Footprint is not null && timer.Channel is not null)
            timers.DeclareCancel(timer, epoch, Footprint);
        return timers.Cancel(timer, epoch);
    }

    /// <summary>Heads that a lock or a deferral keeps from being delivered, for who wants to know what else could have happened.</summary>
    public void CollectBlocked(ICollection<StepId> blocked)
    {
        for (var i = 0; i < cellsInUse; i++)
        {
            if (cells[i].Actor is not ContextHost host)
                continue;
            for (var context = host.Oldest; context is not null; context = context.Younger)
            {
                if (context.GrantChannel is { Head: not null, IsEnabled: false } channel && channel.Epoch == epoch)
                    blocked.Add(new StepId(channel));
            }
        }

        foreach (var deferral in Deferrals)
        {
            foreach (var channel in deferral.Members)
            {
                if (!channel.IsEnabled)
                    blocked.Add(new StepId(channel));
            }
        }
    }

    internal void OnDeadLetter(string sender, string receiver, Message message)
    {
        DeadLetters++;
        if (Observer is null)
            return;
        try
        {
            Observer.OnDeadLetter(sender, receiver, message);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            throw;
        }
    }

    internal void OnDataRace(DataRace race)
    {
        if (Observer is null)
            return;
        try
        {
            Observer.OnDataRace(race);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            throw;
        }
    }

    /// <summary>A context sleeps: forbidden in interrupts and callbacks, and above the lock level.</summary>
    internal void OnBlocked(TaskContext context, object call)
    {
        var isAbove = context.Level > ContextKind.LockLevel;
        if ((context.Kind.MayBlock && !isAbove) || Observer is null)
            return;
        try
        {
            if (isAbove)
                Observer.OnAboveLockLevel(context, call.ToString()!);
            else
                Observer.OnForbiddenBlock(context, call.ToString()!);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            throw;
        }
    }

    /// <summary>A context calls what takes an ordinary lock: forbidden above the lock level.</summary>
    internal void OnLockTaken(TaskContext context, string call, object subject)
    {
        if (context.Level > ContextKind.LockLevel)
            OnBlocked(context, $"{call} on {subject}");
    }

    private void ReachChannelBound(Channel channel)
    {
        status = RunStatus.ChannelBoundReached;
        FullChannel = $"{channel.From.Name} -> {channel.To.Name}";
    }
}
