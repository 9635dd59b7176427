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

    public string Name { get; } = name;

    public ActorRef Instance { get; } = instance;

    /// <summary>What it has answered so far: whatever it is told later depends on it.</summary>
    public Cause Cause { get; set; }

    /// <summary>Frames that were given to it, again or not.</summary>
    public int Taken { get; private set; }

    /// <summary>Frames that its mc_tx has taken.</summary>
    public int Accepted { get; private set; }

    public int Arrived { get; private set; }

    /// <summary>As the driver says.</summary>
    public long Missed { get; set; }

    /// <summary>How often it said that there is place again.</summary>
    public int Updates { get; set; }

    /// <summary>How often it had said so when a frame was given to it.</summary>
    public Dictionary<Mblk, int> SentAfter { get; } = [];

    /// <summary>Frames that it refused.</summary>
    public Queue<Mblk> Refused { get; } = new();

    public int Outstanding => (int)Math.Max(0, Taken - Arrived - Missed);

    public bool IsDone => Accepted == plan.Frames && Arrived + Missed >= plan.Frames;

    public void OnAccepted(Mblk frame)
    {
        Accepted++;
        SentAfter.Remove(frame);
    }

    /// <summary>The next frame, if there is one and room for it among those outstanding.</summary>
    public bool TryTake([NotNullWhen(true)] out Mblk? frame)
    {
        frame = null;
        if (Taken == plan.Frames || Outstanding >= plan.Depth)
            return false;
        frame = new Mblk(plan.Frame(number, Taken++));
        return true;
    }

    /// <summary>A frame has come back. Says what is wrong with it; null: nothing.</summary>
    public string? Arrive(Mblk frame)
    {
        Arrived++;
        var sequence = FramePlan.SequenceOf(frame.Data);
        if (sequence < 0 || sequence >= Taken)
            return $"{Name} received a frame of {frame.Length} bytes that was never sent";
        if (arrived[sequence])
            return $"{Name} received frame {sequence} twice";
        arrived[sequence] = true;
        var sent = plan.Frame(number, sequence);
        if (sent.Length != frame.Length)
            return $"{Name} received frame {sequence} with {frame.Length} bytes, and it was sent with {sent.Length}";
        var same = frame.Data.CommonPrefixLength(sent);
        return same == sent.Length
            ? null
            : $"{Name} received frame {sequence} with byte {same} as 0x{frame.Data[same]:X2}, and it was sent as 0x{sent[same]:X2}";
    }
}
