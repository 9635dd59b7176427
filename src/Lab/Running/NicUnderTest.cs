using System.Collections;
using System.Diagnostics.CodeAnalysis;
using DmaActors.Framework;
using DmaActors.Lab.Workloads;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>A network instance of the machine: what it was given to send, and what has come back.</summary>
internal sealed class NicUnderTest(string name, ActorRef instance, int number, FramePlan plan)
{
    private readonly BitArray arrived = new(plan.Frames);

    /// <summary>When each frame that has not come back was given to it first.</summary>
    private readonly Dictionary<int, VirtualTime> sentAt = [];

    /// <summary>How often it had said that there is place again when a frame was given to it.</summary>
    private readonly Dictionary<Mblk, int> sentAfter = [];
    private readonly Queue<Mblk> refused = new();

    /// <summary>Frames that it had taken when it was suspended, and that had not come back.</summary>
    private readonly HashSet<int> gone = [];
    private long lost;
    private int places;
    private bool hasPlace;

    // What was missed before its driver was last restarted: each counts anew.
    private long missedBefore;

    public string Name { get; } = name;

    /// <summary>Who drives it now; nobody: no one does.</summary>
    public ActorRef Instance { get; private set; } = instance;

    /// <summary>What it has answered so far: whatever it is told later depends on it.</summary>
    public Cause Cause { get; set; }

    /// <summary>Frames that were given to it, again or not.</summary>
    public int Taken { get; private set; }

    /// <summary>Frames that its mc_tx has taken.</summary>
    public int Accepted { get; private set; }

    public int Arrived { get; private set; }

    /// <summary>As the driver says.</summary>
    public long Missed { get; private set; }

    /// <summary>Frames that were under way when it was suspended. Which of them it missed before may be told later.</summary>
    public long Lost => Math.Max(0, Math.Min(lost, Taken - Arrived - Missed - Dropped));

    /// <summary>Frames that were with a driver when it was stopped, and those that nobody is there to send.</summary>
    public long Dropped { get; private set; }

    /// <summary>Calls of its mc_tx that have not returned.</summary>
    public int Unanswered => sentAfter.Count;

    public int Outstanding => (int)Math.Max(0, Taken - Arrived - Missed - Lost - Dropped);

    public bool IsDone => Accepted == plan.Frames && Arrived + Missed + Lost + Dropped >= plan.Frames;

    /// <summary>The next frame, if there is one and room for it among those outstanding; first those that it has refused and has place for now.</summary>
    public bool TryTake(VirtualTime now, [NotNullWhen(true)] out Mblk? frame)
    {
        hasPlace &= refused.Count > 0;
        if (hasPlace)
        {
            frame = refused.Dequeue();
        }
        else if (Taken < plan.Frames && Outstanding < plan.Depth)
        {
            sentAt[Taken] = now;
            frame = new Mblk(plan.Frame(number, Taken++));
        }
        else
        {
            frame = null;
            return false;
        }

        sentAfter[frame] = places;
        return true;
    }

    /// <summary>Its mc_tx has returned. Where it refused, there may be place again meanwhile: the driver's word of that can overtake the return.</summary>
    public void OnReturned(Mblk frame, bool accepted)
    {
        sentAfter.Remove(frame, out var before);
        if (accepted)
        {
            Accepted++;
            return;
        }

        refused.Enqueue(frame);
        hasPlace |= before < places;
    }

    /// <summary>It says that there is place for what it has refused.</summary>
    public void OnPlace()
    {
        places++;
        hasPlace = true;
    }

    /// <summary>So many frames have found no descriptor so far; the word of fewer may have been overtaken.</summary>
    public void OnMissed(long total) => Missed = Math.Max(Missed, missedBefore + total);

    /// <summary>Its driver was stopped. Says how many frames are lost with it.</summary>
    public int OnStopped(ActorRef replacement)
    {
        var dropped = Outstanding;
        Dropped += dropped;
        missedBefore = Missed;
        Accepted = Taken;
        sentAfter.Clear();
        refused.Clear();
        hasPlace = false;
        Instance = replacement;
        return dropped;
    }

    /// <summary>Nobody will send the frames that are left. Says how many.</summary>
    public int GiveUp()
    {
        var left = plan.Frames - Taken;
        Dropped += left;
        Taken = Accepted = plan.Frames;
        return left;
    }

    /// <summary>It has been suspended: what it has taken and not brought back is lost.</summary>
    public void LoseFrames()
    {
        var waiting = refused.Select(frame => FramePlan.SequenceOf(frame.Data)).ToHashSet();
        gone.UnionWith(sentAt.Keys.Where(sequence => !waiting.Contains(sequence)));
        lost = Accepted - Arrived - Missed;
    }

    /// <summary>A frame has come back. Says what is wrong with it; null: nothing.</summary>
    public string? Arrive(Mblk frame, VirtualTime now, LatencyHistogram latency)
    {
        Arrived++;
        var sequence = FramePlan.SequenceOf(frame.Data);
        if (sequence < 0 || sequence >= Taken)
            return $"{Name} received a frame of {frame.Length} bytes that was never sent";
        if (arrived[sequence])
            return $"{Name} received frame {sequence} twice";
        arrived[sequence] = true;
        sentAt.Remove(sequence, out var sent);
        latency.Add((now - sent).Nanoseconds);

        // It was on its way up when the driver returned from suspend.
        if (gone.Remove(sequence))
            lost--;
        return Difference(frame, sequence);
    }

    private string? Difference(Mblk frame, int sequence)
    {
        var sent = plan.Frame(number, sequence);
        if (sent.Length != frame.Length)
            return $"{Name} received frame {sequence} with {frame.Length} bytes, and it was sent with {sent.Length}";
        var same = frame.Data.CommonPrefixLength(sent);
        return same == sent.Length
            ? null
            : $"{Name} received frame {sequence} with byte {same} as 0x{frame.Data[same]:X2}, and it was sent as 0x{sent[same]:X2}";
    }
}
