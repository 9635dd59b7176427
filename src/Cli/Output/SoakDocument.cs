using System.Globalization;
using DmaActors.Cli.Running;

namespace DmaActors.Cli.Output;

/// <summary>The answer of <c>dmasim run --soak</c>.</summary>
internal sealed record SoakDocument : Document
{
    public required string Runtime { get; init; }

    public required int Rounds { get; init; }

    public required int FailedRounds { get; init; }

    /// <summary>Rounds after which page frames were not back.</summary>
    public required int RoundsWithFramesLeft { get; init; }

    public required long Requests { get; init; }

    /// <summary>Requests that never completed.</summary>
    public required long Lost { get; init; }

    public required long Messages { get; init; }

    public required long FindingCount { get; init; }

    /// <summary>Of the first round that has any.</summary>
    public required IReadOnlyList<FindingItem> Findings { get; init; }

    /// <summary>Of that round, too: the first request or entry point that failed.</summary>
    public string? FirstFailure { get; init; }

    /// <summary>Of that round: who waits for what.</summary>
    public required IReadOnlyList<string> Blocked { get; init; }

    /// <summary>Of that round: what left driver or device code.</summary>
    public string? Panic { get; init; }

    /// <summary>By how much a message was handled after its time, in the worst round.</summary>
    public required long LatenessNs { get; init; }

    public required double RequestsPerSecond { get; init; }

    public required double WallSeconds { get; init; }

    /// <summary>Neither memory nor actors grow.</summary>
    public required bool Flat { get; init; }

    public required IReadOnlyList<SoakSample> Samples { get; init; }

    public required bool Cancelled { get; init; }

    public static SoakDocument Of(SoakReport report) => new()
    {
        Scenario = report.Told.Scenario,
        Seed = report.Told.Seed.ToString(CultureInfo.InvariantCulture),
        Ok = report.Ok,
        Verdict = Verdicts.Name(report.Told.Verdict),
        Runtime = "akka",
        Rounds = report.Rounds,
        FailedRounds = report.FailedRounds,
        RoundsWithFramesLeft = report.RoundsWithFramesLeft,
        Requests = report.Requests,
        Lost = report.Lost,
        Messages = report.Messages,
        FindingCount = report.Findings,
        Findings = [.. report.Told.Findings.Select(FindingItem.Of)],
        FirstFailure = report.Told.FirstFailure,
        Blocked = report.Told.Blocked,
        Panic = report.Told.Panic,
        LatenessNs = report.Lateness.Nanoseconds,
        RequestsPerSecond = Math.Round(report.Requests / report.RunTime.TotalSeconds, 1),
        WallSeconds = Math.Round(report.WallTime.TotalSeconds, 3),
        Flat = report.IsFlat,
        Samples = report.Samples,
        Cancelled = report.WasCancelled,
    };
}
