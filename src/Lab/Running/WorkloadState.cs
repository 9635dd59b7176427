using DmaActors.Framework;
using DmaActors.Lab.Workloads;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>What a workload has done so far: written by its actor, read by the session between turns.</summary>
internal sealed class WorkloadState(IReadOnlyList<DiskUnderTest> disks, ReplayCursor cursor, LatencyHistogram latency)
{
    public IReadOnlyList<DiskUnderTest> Disks { get; } = disks;

    public ReplayCursor Cursor { get; } = cursor;

    public LatencyHistogram Latency { get; } = latency;

    /// <summary>Whether entry points are called in one instance after another, and not in all at once.</summary>
    public bool InTurn { get; init; }

    /// <summary>Reads, writes and trims that have ended.</summary>
    public long Completed { get; set; }

    /// <summary>Opens, closes and syncs of the log that have ended.</summary>
    public long BarriersPassed { get; set; }

    public int InFlight { get; set; }

    public long BytesMoved { get; set; }

    public long Failed { get; private set; }

    /// <summary>The first byte that was wrong.</summary>
    public DataDifference? Difference { get; set; }

    /// <summary>The first request that failed, in words.</summary>
    public string? FirstFailure { get; private set; }

    /// <summary>The first entry point that did not succeed, in words.</summary>
    public string? Refusal { get; private set; }

    /// <summary>How often the system was suspended.</summary>
    public long Suspends { get; set; }

    /// <summary>The first driver that refused to be suspended, in words.</summary>
    public string? SuspendRefusal { get; set; }

    /// <summary>Everything has been closed and detached.</summary>
    public bool IsOver { get; set; }

    /// <summary>Frames that network devices had no place for.</summary>
    public long FramesMissed { get; set; }

    /// <summary>Frames that were under way when their driver was suspended.</summary>
    public long FramesLost { get; set; }

    /// <summary>What the user of the machine waits for, and what has come back.</summary>
    public void Describe(StateWriter state)
    {
        state.Group("requests").Write("in the driver", InFlight).Write("ended", Completed).Write("failed", Failed).Write("barriers passed", BarriersPassed);
        state.Group("work").Write("is over", IsOver);
    }

    /// <summary>Something is wrong that is no request's: the first one is told.</summary>
    public void Fail(string text)
    {
        Failed++;
        FirstFailure ??= text;
    }

    /// <summary>Frames are lost, or will never be sent.</summary>
    public void Lose(long frames, string text)
    {
        if (frames == 0)
            return;
        Failed += frames;
        FirstFailure ??= text;
    }

    public void Refuse(string text) => Refusal ??= text;

    /// <summary>
    /// Requests that failed on an instance whose watchdog had gone off where time is nobody's: any timer may fire before what it watches, and a driver that gives a request up then does
    /// right.
    /// </summary>
    public long TimedOut { get; set; }

    public void OnFailed(in IoRequest request, Errno error, uint residual)
    {
        Failed++;
        FirstFailure ??= $"request {request.Ordinal} ({request.Kind.ToString().ToLowerInvariant()} of {request.Length} bytes at {request.Offset}) ended with {error}, {residual} bytes left";
    }
}
