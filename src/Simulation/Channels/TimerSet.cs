using DmaActors.Simulation.Contexts;

namespace DmaActors.Simulation.Channels;

/// <summary>
/// The timers of a world. Each is a channel of its own, so that one may overtake another. In timed mode they stand among the pending heads.
/// In untimed mode only the one that is due first is enabled, whatever messages there are; last-resort timers wait until nothing else can happen.
/// </summary>
internal sealed class TimerSet(WorldOptions options, EnabledSet enabled, DueHeap pending)
{
    private readonly DueHeap untimed = new();
    private readonly DueHeap lastResort = new();
    private readonly Stack<Channel> free = new();
    private readonly List<Channel> made = [];
    private readonly HashSet<string> lastResortNames = [.. options.LastResortTimers];
    private Channel? armed;

    public TimerHandle Start(Cell owner, TimerName name, long due, long born, Message message, Clock? clock, int epoch)
    {
        var channel = free.Count > 0 ? free.Pop() : Make(owner);
        channel.From = owner;
        channel.To = owner;
        channel.Renew(epoch);
        channel.Label = name.Name;
        channel.LabelDigest = name.Digest;
        channel.Head = message;
        channel.HeadClock = clock;
        channel.Due = due;
        channel.Born = born;
        if (options.Timed)
        {
            channel.Sequence = born;
            pending.Add(channel);
        }
        else
        {
            // A timer is never the tame choice while messages are under way.
            channel.Sequence = long.MaxValue - 1;
            (lastResortNames.Contains(name.Name) ? lastResort : untimed).Add(channel);
            ArmEarliest();
        }

        return new TimerHandle(channel, born);
    }

    public bool Cancel(TimerHandle timer, int epoch)
    {
        var channel = timer.Channel;
        if (channel is null || channel.Epoch != epoch || channel.Head is null || channel.Born != timer.Generation)
            return false;
        if (channel.IsEnabled)
            enabled.Remove(channel);
        if (channel.HeapPosition >= 0)
            HeapOf(channel).Remove(channel);
        Release(channel);
        if (!options.Timed)
            ArmEarliest();
        return true;
    }

    /// <summary>The timer is being delivered; returns the time from then on.</summary>
    public long Fire(Channel channel, long now)
    {
        if (channel.HeapPosition >= 0)
            HeapOf(channel).Remove(channel);
        var due = Math.Max(now, channel.Due);
        if (armed == channel)
            armed = null;
        free.Push(channel);
        if (!options.Timed)
            ArmEarliest();
        return due;
    }

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
        foreach (var channel in made)
            free.Push(channel);
    }

    private Channel Make(Cell owner)
    {
        var channel = new Channel(owner, owner) { IsTimer = true };
        made.Add(channel);
        return channel;
    }

    private void Release(Channel channel)
    {
        channel.Advance();
        if (armed == channel)
            armed = null;
        free.Push(channel);
    }

    private DueHeap HeapOf(Channel channel)
    {
        if (options.Timed)
            return pending;
        return lastResortNames.Contains(channel.Label!) ? lastResort : untimed;
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
