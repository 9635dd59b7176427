using System.Globalization;
using System.Text.Json.Serialization;
using DmaActors.Cli.Running;
using DmaActors.Lab.Traces;

namespace DmaActors.Cli.Output;

/// <summary>The answer of <c>dmasim replay</c>.</summary>
internal sealed record ReplayDocument : Document
{
    /// <summary>The file of the trace.</summary>
    public required string Trace { get; init; }

    /// <summary>Steps in the trace.</summary>
    public required long Steps { get; init; }

    /// <summary>Steps taken again.</summary>
    public required long Replayed { get; init; }

    /// <summary>Every step was as in the trace.</summary>
    public required bool Reproduced { get; init; }

    /// <summary>The first step that was not.</summary>
    public DivergenceItem? Divergence { get; init; }

    /// <summary>After a divergence: the run that follows the trace by the names of its steps. Its verdict is that of the run, whatever the exit code is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ByNameItem? ByName { get; init; }

    /// <summary>What the actors held that <c>--show</c> names, after the last step that was taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ActorItem>? Actors { get; init; }

    /// <summary>The trace has no end line.</summary>
    public required bool CutShort { get; init; }

    public required bool Cancelled { get; init; }

    public required IReadOnlyList<FindingItem> Findings { get; init; }

    public required long FindingCount { get; init; }

    public DifferenceItem? Difference { get; init; }

    public required IReadOnlyList<string> Blocked { get; init; }

    public string? Panic { get; init; }

    public static ReplayDocument Of(ReplayReport report, ReplaySession session, ReplayRequest request, IReadOnlyList<ActorState> shown)
    {
        var run = report.Run;
        return new ReplayDocument
        {
            Scenario = session.Scenario,
            Seed = run?.Seed.ToString(CultureInfo.InvariantCulture),
            Ok = report.Ok && run is not null && (run.Ok || (request.To is not null && run.FindingCount == 0)),
            Verdict = run is null ? null : Verdicts.Name(run.Verdict),
            TraceHash = run?.TraceHash,
            Trace = request.Trace,
            Steps = session.Steps,
            Replayed = run?.Messages ?? report.Divergence?.Step ?? 0,
            Reproduced = report.Ok && run is { WasCancelled: false },
            Divergence = report.Divergence is { } divergence ? new DivergenceItem(divergence.Step, divergence.Expected, divergence.Found) : null,
            ByName = report.ByName is { } byName ? new ByNameItem(byName.Followed, byName.Extra, Verdicts.Name(byName.Run.Verdict), [.. byName.Run.Findings.Select(FindingItem.Of)]) : null,
            Actors = request.Show.Count == 0 ? null : [.. shown.Select(ActorItem.Of)],
            CutShort = session.IsCutShort,
            Cancelled = run?.WasCancelled ?? false,
            Findings = run is null ? [] : [.. run.Findings.Select(FindingItem.Of)],
            FindingCount = run?.FindingCount ?? 0,
            Difference = DifferenceItem.Of(run?.Difference),
            Blocked = run?.Blocked ?? [],
            Panic = run?.Panic,
        };
    }
}

/// <summary>What an actor held.</summary>
internal sealed record ActorItem(string Actor, IReadOnlyList<HeldItem> State)
{
    public static ActorItem Of(ActorState state) => new(state.Actor, [.. state.Items.Select(item => new HeldItem(item.Group, item.Name, item.Value))]);
}

/// <summary>One thing of it.</summary>
internal sealed record HeldItem(string Group, string Name, string Value);

/// <summary>Where a replay left its trace.</summary>
internal sealed record DivergenceItem(long Step, string Expected, string Found);

/// <summary>A replay by name.</summary>
/// <param name="Followed">Steps of the trace that the run has.</param>
/// <param name="Extra">Steps that it has and the trace has not.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Findings">What is wrong with it.</param>
internal sealed record ByNameItem(long Followed, long Extra, string Verdict, IReadOnlyList<FindingItem> Findings);
