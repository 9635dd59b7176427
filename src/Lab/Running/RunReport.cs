using DmaActors.Framework.Rules;
using DmaActors.Simulation;

namespace DmaActors.Lab.Running;

/// <summary>How a run ended, and what it did.</summary>
public sealed record RunReport
{
    public required string Scenario { get; init; }

    public required ulong Seed { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>True when the user stopped it; the figures are those so far.</summary>
    public bool WasCancelled { get; init; }

    /// <summary>Null where the order of steps was nobody's choice.</summary>
    public required string? TraceHash { get; init; }

    /// <summary>Requests completed, and how many there were to be.</summary>
    public long Requests { get; init; }

    public long RequestsPlanned { get; init; }

    /// <summary>Opens, closes and syncs of the I/O log, which move nothing: they wait for what came before them on their file, and hold up what comes after.</summary>
    public long Barriers { get; init; }

    /// <summary>Requests that ended with an error.</summary>
    public long Failed { get; init; }

    /// <summary>Requests that a watchdog gave up where it may go off at any moment (untimed mode): no failures.</summary>
    public long TimedOut { get; init; }

    /// <summary>The first request or entry point that failed, in words.</summary>
    public string? FirstFailure { get; init; }

    public long BytesMoved { get; init; }

    /// <summary>Frames that network devices had no place for, as their drivers say.</summary>
    public long FramesMissed { get; init; }

    /// <summary>Frames that were under way when their driver was suspended.</summary>
    public long FramesLost { get; init; }

    /// <summary>Requests of the workload of which nobody knows what became: they have not ended, and are no frames that were counted as missed or lost.</summary>
    public long Unaccounted => RequestsPlanned - Requests - FramesMissed - FramesLost;

    /// <summary>How often the system was suspended, with the power of the devices off, and resumed.</summary>
    public long Suspends { get; init; }

    /// <summary>The driver that refused to be suspended, in words: the system went on.</summary>
    public string? SuspendRefusal { get; init; }

    /// <summary>Messages delivered.</summary>
    public long Messages { get; init; }

    public VirtualTime VirtualTime { get; init; }

    /// <summary>Wall-clock time of the simulation alone, without preparing and hashing.</summary>
    public TimeSpan WallTime { get; init; }

    /// <summary>By how much a message was handled after its time, at worst: on real threads the host may be busy. Null in virtual time.</summary>
    public VirtualDuration? Lateness { get; init; }

    /// <summary>Latency of a request, from strategy to biodone; of a frame, from mc_tx to mac_rx.</summary>
    public LatencySummary Latency { get; init; } = new();

    /// <summary>Requests that waited because they overlapped one in flight.</summary>
    public long OverlapWaits { get; init; }

    public CallbackSummary Callbacks { get; init; } = new();

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>All findings, also those beyond the ones kept.</summary>
    public long FindingCount { get; init; }

    /// <summary>The first byte that was wrong.</summary>
    public DataDifference? Difference { get; init; }

    /// <summary>The images at the end, one a disk; empty when the run did not get there.</summary>
    public IReadOnlyList<ImageHash> Images { get; init; } = [];

    /// <summary>Who waits for what at the end of a deadlock.</summary>
    public IReadOnlyList<string> Blocked { get; init; } = [];

    /// <summary>Page frames that were taken and not given back, of a run that came to its end.</summary>
    public ulong FramesLeft { get; init; }

    /// <summary>What ended the run in a panic, or the first panic after which it went on, in words.</summary>
    public string? Panic { get; init; }

    /// <summary>Instances that were stopped because their code threw, while the machine went on.</summary>
    public IReadOnlyList<StoppedInstance> Stopped { get; init; } = [];

    /// <summary>Where the trace was written.</summary>
    public string? TracePath { get; init; }

    /// <summary>The user's images that were written at the end.</summary>
    public IReadOnlyList<string> WrittenBack { get; init; } = [];

    public bool Ok => Verdict == Verdict.Passed && !WasCancelled;
}

/// <summary>Percentiles of latency in nanoseconds.</summary>
public sealed record LatencySummary(long P50 = 0, long P90 = 0, long P99 = 0, long P999 = 0, long Max = 0);

/// <summary>What happened around resources.</summary>
public sealed record CallbackSummary(long NoResources = 0, long Registered = 0, long Passes = 0, long RunOut = 0, long Done = 0, long CopyBufferBinds = 0, long BytesCopied = 0, long WindowsMoved = 0);

/// <summary>The first byte that was not as expected.</summary>
public sealed record DataDifference(string Disk, long Request, long Offset, byte Expected, byte Found, string ExpectedFrom);

/// <summary>The SHA-256 of a disk: of the log applied directly, and of what the simulated disk holds.</summary>
public sealed record ImageHash(string Disk, string Expected, string Found);
