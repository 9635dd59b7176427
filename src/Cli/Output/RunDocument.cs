using System.Globalization;
using System.Text.Json.Serialization;
using DmaActors.Cli.Running;
using DmaActors.Framework.Rules;
using DmaActors.Lab.Loading;
using DmaActors.Lab.Running;

namespace DmaActors.Cli.Output;

/// <summary>The answer of <c>dmasim run</c>.</summary>
internal sealed record RunDocument : Document
{
    /// <summary>On what the actors ran: <c>world</c> or <c>akka</c>.</summary>
    public required string Runtime { get; init; }

    public required long Requests { get; init; }

    public required long RequestsPlanned { get; init; }

    /// <summary>Opens, closes and syncs of the I/O log; <c>requests</c> are reads, writes and trims.</summary>
    public required long Barriers { get; init; }

    /// <summary>Requests that ended with an error.</summary>
    public required long RequestsFailed { get; init; }

    /// <summary>Requests that a watchdog gave up where it may go off at any moment (untimed mode); not among the failed.</summary>
    public required long RequestsTimedOut { get; init; }

    public string? FirstFailure { get; init; }

    public required long BytesMoved { get; init; }

    public required long Messages { get; init; }

    public required long VirtualTimeNs { get; init; }

    public required double WallSeconds { get; init; }

    /// <summary>Of the first disk that is wrong, or else of the first; null when the run did not get there.</summary>
    public HashItem? Sha256 { get; init; }

    public required IReadOnlyList<DiskItem> Disks { get; init; }

    public required IReadOnlyList<FindingItem> Findings { get; init; }

    /// <summary>All findings; only the first hundred are listed.</summary>
    public required long FindingCount { get; init; }

    /// <summary>The first byte that was wrong.</summary>
    public DifferenceItem? Difference { get; init; }

    /// <summary>At the end of a deadlock: who waits for what.</summary>
    public required IReadOnlyList<string> Blocked { get; init; }

    public string? Panic { get; init; }

    /// <summary>Instances that were stopped because their code threw, while the machine went on.</summary>
    public required IReadOnlyList<StoppedInstance> Stopped { get; init; }

    public required LatencySummary LatencyNs { get; init; }

    /// <summary>By how much a message was handled after its time, at worst; null in virtual time.</summary>
    public long? LatenessNs { get; init; }

    public required CallbackSummary Callbacks { get; init; }

    public required long OverlapWaits { get; init; }

    /// <summary>Frames that network devices had no place for.</summary>
    public required long FramesMissed { get; init; }

    /// <summary>Frames that were under way when their driver was suspended.</summary>
    public required long FramesLost { get; init; }

    /// <summary>How often the system was suspended and resumed.</summary>
    public required long Suspends { get; init; }

    /// <summary>The driver that refused to be suspended; null: none.</summary>
    public string? SuspendRefusal { get; init; }

    /// <summary>The user stopped it: the figures are those so far.</summary>
    public required bool Cancelled { get; init; }

    /// <summary>The file of the trace.</summary>
    public string? Trace { get; init; }

    /// <summary>Images that now hold what the disks hold.</summary>
    public required IReadOnlyList<string> WrittenBack { get; init; }

    /// <summary>What the scenario's <c>expect:</c> says; null if it says nothing.</summary>
    public ExpectItem? Expected { get; init; }

    /// <summary>What <c>--allow-nondeterminism</c> let pass; left out when there is nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ErrorItem>? Nondeterminism { get; init; }

    public static RunDocument Of(RunReport report, RuntimeKind runtime, ExpectItem? expected, IReadOnlyList<Nondeterminism> nondeterminism)
    {
        var image = report.Images.FirstOrDefault(image => image.Expected != image.Found) ?? (report.Images.Count > 0 ? report.Images[0] : null);
        return new RunDocument
        {
            Scenario = report.Scenario,
            Seed = report.Seed.ToString(CultureInfo.InvariantCulture),
            Ok = report.Ok,
            Verdict = Verdicts.Name(report.Verdict),
            TraceHash = report.TraceHash,
            Runtime = runtime == RuntimeKind.Akka ? "akka" : "world",
            Requests = report.Requests,
            RequestsPlanned = report.RequestsPlanned,
            Barriers = report.Barriers,
            RequestsFailed = report.Failed,
            RequestsTimedOut = report.TimedOut,
            FirstFailure = report.FirstFailure,
            BytesMoved = report.BytesMoved,
            Messages = report.Messages,
            VirtualTimeNs = report.VirtualTime.Nanoseconds,
            WallSeconds = Math.Round(report.WallTime.TotalSeconds, 6),
            Sha256 = image is null ? null : new HashItem(image.Expected, image.Found),
            Disks = [.. report.Images.Select(disk => new DiskItem(disk.Disk, new HashItem(disk.Expected, disk.Found)))],
            Findings = [.. report.Findings.Select(FindingItem.Of)],
            FindingCount = report.FindingCount,
            Difference = DifferenceItem.Of(report.Difference),
            Blocked = report.Blocked,
            Panic = report.Panic,
            Stopped = report.Stopped,
            LatencyNs = report.Latency,
            LatenessNs = report.Lateness?.Nanoseconds,
            Callbacks = report.Callbacks,
            OverlapWaits = report.OverlapWaits,
            FramesMissed = report.FramesMissed,
            FramesLost = report.FramesLost,
            Suspends = report.Suspends,
            SuspendRefusal = report.SuspendRefusal,
            Cancelled = report.WasCancelled,
            Trace = report.TracePath,
            WrittenBack = report.WrittenBack,
            Expected = expected,
            Nondeterminism = nondeterminism.Count == 0 ? null : ErrorItem.Of(nondeterminism.Select(item => item.AsError())),
        };
    }
}

/// <summary>What a medium should hold, and what it does.</summary>
internal sealed record HashItem(string Expected, string Found);

/// <summary>A disk at the end.</summary>
internal sealed record DiskItem(string Name, HashItem Sha256);

/// <summary>The verdict, and perhaps the rule, that a scenario expects.</summary>
internal sealed record ExpectItem(string Verdict, string? Rule);

/// <summary>The first byte that was wrong.</summary>
internal sealed record DifferenceItem(string Disk, long Request, long Offset, byte Expected, byte Found, string ExpectedFrom)
{
    public static DifferenceItem? Of(DataDifference? difference) =>
        difference is { } d ? new DifferenceItem(d.Disk, d.Request, d.Offset, d.Expected, d.Found, d.ExpectedFrom) : null;
}

/// <summary>A broken rule.</summary>
internal sealed record FindingItem(string Rule, string Title, string Text, string Where, long Step, long VirtualTimeNs, string Manual, string Cure)
{
    public static FindingItem Of(Finding finding) => new(
        finding.Rule.Id, finding.Rule.Title, finding.Text, finding.Where, finding.Step, finding.Time.Nanoseconds, finding.Rule.Manual, finding.Rule.Cure);
}

/// <summary>The answer when a run was ended from outside: by the watchdog, or by an interruption that the machine did not notice in time.</summary>
internal sealed record InterruptedDocument : Document
{
    /// <summary>The user stopped it.</summary>
    public required bool Cancelled { get; init; }

    /// <summary>What the machine was doing: actor, message, sender; null when it was not in a turn.</summary>
    public string? Turn { get; init; }

    /// <summary>Messages delivered until then.</summary>
    public required long Messages { get; init; }

    /// <summary>What happened, in words.</summary>
    public required string Explanation { get; init; }

    public string? Trace { get; init; }
}
