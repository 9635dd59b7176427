using System.Runtime.ExceptionServices;
using DmaActors.Simulation.Channels;
using DmaActors.Simulation.Contexts;
using DmaActors.Simulation.Hosting;

namespace DmaActors.Simulation;

/// <content>The part of a world that is one of many: what leaves it, what comes in, and the single steps that its host lets it take.</content>
public sealed partial class World
{
    private readonly UnwatchesUnderWay unwatches = new();
    private RemoteEndpoints? remoteEndpoints;

    /// <summary>What lies round this world; null: nothing, it is alone.</summary>
    internal IWorldBoundary? Boundary { get; init; }

    internal Cell? CurrentSenderCell => currentSender;

    internal ReadOnlySpan<StepId> EnabledSteps => enabled.Steps;

    internal TimerSet Timers => timers;

    /// <summary>When the earliest head becomes due that is not due yet; null: none does.</summary>
    internal long? NextDue => pending.Count > 0 ? pending.Earliest.Due : null;

    private RemoteEndpoints Remote => remoteEndpoints ??= new RemoteEndpoints(this);

    /// <summary>Sends to an endpoint of another world. Whether it still stands for whom it did is found out there: no other thread's cell is read.</summary>
    internal void SendOut(ParcelKind kind, Cell from, ActorRef receiver, Message? message, long delay, Clock? clock)
    {
        var home = ((Cell)receiver.Cell!).World;
        if (Boundary is null || home.Boundary is null)
            throw new InvalidOperationException($"{from.Name} sent a message to {receiver.Name}, an actor of another world.");
        Boundary.Send(home.Boundary, new Parcel(kind, from.Self, from.LastingName, receiver, message, sequence++, DueAfter(delay), clock));
    }

    /// <summary>A parcel from another world has arrived.</summary>
    /// <param name="parcel">What has arrived.</param>
    /// <param name="keepsAge">The ages of all worlds come from one counter; otherwise the message is as old as its arrival.</param>
    internal void Receive(Parcel parcel, bool keepsAge)
    {
        var isCurrent = parcel.Receiver.Cell is Cell there && there.World == this && there.NameDigest == parcel.Receiver.NameDigest;
        var to = isCurrent ? (Cell)parcel.Receiver.Cell! : null;
        switch (parcel.Kind)
        {
            case ParcelKind.Tell when to is null || to.OpenDigest != parcel.Receiver.NameDigest:
                OnDeadLetter(parcel.SenderName.Name, parcel.Receiver.Name, parcel.Message!);
                break;
            case ParcelKind.Tell when unwatches.Cover(parcel):
                break;
            case ParcelKind.Tell:
                var channel = Remote.Represent(parcel.Sender, parcel.SenderName).ChannelTo(to)!;
                Put(channel, parcel.Message!, parcel.Due, keepsAge ? parcel.Age : sequence++, parcel.Clock, guard: null);
                break;
            case ParcelKind.Watch:
                if (to is null)
                    TellOfPredecessor(parcel);
                else
                    to.AddWatcher(parcel.Sender);
                break;
            case ParcelKind.Unwatch:
                to?.RemoveWatcher(parcel.Sender);
                SendOut(ParcelKind.Unwatched, to ?? environment, parcel.Sender, new Terminated(parcel.Receiver), 0, null);
                break;
            case ParcelKind.Unwatched:
                unwatches.Confirm(parcel);
                break;
            case ParcelKind.Stop:
                if (to is { IsStopped: false })
                    to.Stop();
                break;
        }
    }

    /// <summary>
    /// Somebody watches an actor in whose place another one has begun since. The word that it has stopped is its own, behind all that it had sent to the watcher, but counted here: its
    /// own world takes no turns any more.
    /// </summary>
    private void TellOfPredecessor(Parcel parcel) =>
        SendOut(ParcelKind.Tell, (Cell)parcel.Receiver.Cell!, parcel.Sender, new Terminated(parcel.Receiver), 0, CurrentClock);

    /// <summary>An actor does not want to hear of the end of one of another world any more: neither what has arrived and was not delivered, nor what is under way to it.</summary>
    internal void UnwatchRemote(Cell watcher, ActorRef watched)
    {
        var end = new Terminated(watched);
        unwatches.Begin(watcher.Self, end);
        SendOut(ParcelKind.Unwatch, watcher, watched, null, 0, null);
        if (Remote.Find(watched)?.ExistingChannelTo(watcher) is { } channel)
            WithdrawAll(channel, end);
    }

    /// <summary>Goes on to a time: what is due by then is enabled.</summary>
    internal void AdvanceTo(long time)
    {
        now = Math.Max(now, time);
        while (pending.Count > 0 && pending.Earliest.Due <= now)
            Enable(pending.RemoveEarliest());
    }

    /// <summary>Delivers one head that is enabled, and nothing else.</summary>
    internal RunStatus TakeStep(Channel channel)
    {
        AssertThat(channel.IsEnabled && channel.From.World == this, "a step that is taken is enabled");
        return TakeSteps(channel, 1);
    }

    /// <summary>Delivers what is enabled, the oldest first, and what becomes so on the way: at most so many steps.</summary>
    internal RunStatus TakeSteps(int most) => TakeSteps(null, most);

    private RunStatus TakeSteps(Channel? first, int most)
    {
        AssertOutsideTurns();
        if (status == RunStatus.Quiescent)
            status = RunStatus.Running;
        isRunning = true;
        isAsking = false;
        try
        {
            for (var left = most; left > 0 && enabled.Count > 0 && status == RunStatus.Running; left--)
            {
                var channel = first ?? enabled[0];
                enabled.Remove(channel);
                Deliver(channel);
            }
        }
        catch (Exception exception)
        {
            if (!EndInPanic(exception))
                throw;
        }
        finally
        {
            EndTurns();
        }

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return status;
    }

    /// <summary>Stops the one actor of a hosted world; what arrives for it later is still answered, as dead letters.</summary>
    internal void StopHosted()
    {
        AssertOutsideTurns();
        if (cellsInUse > 0 && !cells[0].IsStopped)
            cells[0].Stop();
        if (status == RunStatus.Panicked)
            status = RunStatus.Running;
    }

    /// <summary>What one run of many worlds counts together is lent to the world that takes a turn.</summary>
    internal void Lend(in RunCounters counters)
    {
        sequence = counters.Ages;
        now = counters.Now;
        digest = counters.Digest;
        Steps = counters.Steps;
    }

    /// <summary>And given back.</summary>
    internal RunCounters GiveBack() => new(sequence, now, digest, Steps);
}
