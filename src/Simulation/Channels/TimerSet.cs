using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation.Channels;

/// <summary>
/// The timers of a world. Each is a channel of its own, so that one may overtake another. In timed mode they stand among the pending heads.
/// In untimed mode only the one that is due first is enabled (ties: by name), whatever messages there are; last-resort timers wait until nothing else can happen.
/// </summary>
internal sealed class TimerSet(WorldOptions options, EnabledSet enabled, DueHeap pending)
{
    /// <summary>A timer is never the tame choice while messages are under way (untimed mode, where at most one is enabled).</summary>
    private const long BehindAllMessages = long.MaxValue - 1;

    // Which of several actors started its timer first is the order of a run, on which nothing may depend.
    private readonly DueHeap untimed = new(tiesByName: true);
    private readonly DueHeap lastResort = new(tiesByName: true);
    private readonly HashSet<string> lastResortNames = [.. options.LastResortTimers];

    /// <summary>All that were ever made; the first <see cref="used"/> of them have been used in this run.</summary>
    private readonly List<Channel> made = [];

    /// <summary>Those that were used in this run and have fired or were cancelled.</summary>
    private readonly Stack<Channel> free = new();
    private int used;

    /// <summary>The timer that is enabled in untimed mode.</summary>
    private Channel? armed;

    /// <summary>The last-resort timer that is due first; null: there is none.</summary>
    public Channel? EarliestLastResort => lastResort.Count > 0 ? lastResort.Earliest : null;

    public TimerHandle Start(Cell owner, TimerName name, long now, long delay, long born, Message message, Clock? clock, long epoch)
    {
        var channel = Take(owner);
        channel.From = owner;
        channel.To = owner;
        channel.Label = name.Name;
        channel.Renew(epoch, name.Digest);
        channel.Head = message;
        channel.HeadClock = clock;
        channel.Due = now + delay;
        channel.Born = born;
        if (options.Timed)
        {
            channel.Sequence = born;
            if (delay > 0)
                pending.Add(channel);
            else
                enabled.Add(channel);
        }
        else
        {
            channel.Sequence = BehindAllMessages;
            channel.IsLastResort = lastResortNames.Contains(name.Name);
            HeapOf(channel).Add(channel);
            ArmEarliest();
        }

        return new TimerHandle(channel, born);
    }

    /// <summary>A timer has been started.</summary>
    public static void DeclareStart(Channel timer, Footprint footprint)
    {
        footprint.Write(KeyOf(timer));
        footprint.Read(Footprint.Clock);
        if (!timer.IsLastResort)
            footprint.Read(Footprint.Timers);
    }

    /// <summary>A timer fires. One of last resort depends on everything before it anyway.</summary>
    public static void DeclareFiring(Channel timer, Footprint footprint)
    {
        footprint.Write(KeyOf(timer));
        footprint.Write(Footprint.Clock);
        if (!timer.IsLastResort)
            footprint.Write(Footprint.Timers);
    }

    /// <summary>A timer is about to be cancelled.</summary>
    public void DeclareCancel(TimerHandle timer, long epoch, Footprint footprint)
    {
        if (!IsSet(timer, epoch))
        {
            footprint.Read(Footprint.Timers);
            return;
        }

        var channel = timer.Channel!;
        footprint.Write(KeyOf(channel));
        if (channel.IsLastResort)
            return;
        footprint.Write(Footprint.Timers);
        footprint.TakesBack(new WithdrawnHead(channel.Digest, channel.Born, Footprint.Timers, IsTimer: true, new VirtualTime(channel.Due)));
    }

    public bool Cancel(TimerHandle timer, long epoch)
    {
        if (!IsSet(timer, epoch))
            return false;
        var channel = timer.Channel!;
        if (channel.IsEnabled)
            enabled.Remove(channel);
        channel.Advance();
        Release(channel);
        return true;
    }

    /// <summary>Cancels all timers of an endpoint.</summary>
    public void CancelAllOf(Cell owner, long epoch)
    {
        for (var i = 0; i < used; i++)
        {
            if (made[i].To == owner)
                Cancel(new TimerHandle(made[i], made[i].Born), epoch);
        }
    }

    /// <summary>The timer is being delivered: it is free for another use.</summary>
    public void Fire(Channel channel) => Release(channel);

    /// <summary>Untimed mode, nothing else can happen: lets the earliest last-resort timer fire. False when there is none.</summary>
    public bool ArmLastResort()
    {
        if (lastResort.Count == 0)
            return false;
        armed = lastResort.Earliest;
        enabled.Add(armed);
        return true;
    }

    public void Clear()
    {
        untimed.Clear();
        lastResort.Clear();
        armed = null;
        free.Clear();
        used = 0;
    }

    public void AssertInvariants()
    {
        untimed.AssertInvariants();
        lastResort.AssertInvariants();
        World.AssertThat(used == free.Count + pending.Items.ToArray().Count(channel => channel.IsTimer) + untimed.Count + lastResort.Count + CountOfDue(), "a timer that was used is set, due or free");
        World.AssertThat(options.Timed || armed == (untimed.Count == 0 ? null : untimed.Earliest), "the earliest timer is armed");
        World.AssertThat(armed is null or { IsEnabled: true }, "the armed timer is enabled");
    }

    private static bool IsSet(TimerHandle timer, long epoch) =>
        timer.Channel is { Head: not null } channel && channel.Epoch == epoch && channel.Born == timer.Generation;

    private static ulong KeyOf(Channel timer) => Objects.Part(timer.Digest, 0);

    private int CountOfDue()
    {
        var count = 0;
        foreach (var step in enabled.Steps)
            count += step.Channel.IsTimer && step.Channel.HeapPosition < 0 ? 1 : 0;
        return count;
    }

    private Channel Take(Cell owner)
    {
        if (free.Count > 0)
            return free.Pop();
        if (used == made.Count)
            made.Add(new Channel(owner, owner) { IsTimer = true });
        return made[used++];
    }

    private void Release(Channel channel)
    {
        if (channel.HeapPosition >= 0)
            HeapOf(channel).Remove(channel);
        free.Push(channel);
        if (armed == channel)
            armed = null;
        if (!options.Timed)
            ArmEarliest();
    }

    private DueHeap HeapOf(Channel channel)
    {
        if (options.Timed)
            return pending;
        return channel.IsLastResort ? lastResort : untimed;
    }

    private void ArmEarliest()
    {
        var earliest = untimed.Count == 0 ? null : untimed.Earliest;
        if (earliest == armed)
            return;
        if (armed is { IsEnabled: true })
            enabled.Remove(armed);
        armed = earliest;
        if (earliest is not null)
            enabled.Add(earliest);
    }
}
