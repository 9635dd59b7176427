using DmaActors.Exploration.Histories;

namespace DmaActors.Lab.Reports;

/// <summary>A violation in a report.</summary>
public sealed record ReportedViolation
{
    /// <summary>The id of the rule, or the kind of the violation where no rule says it.</summary>
    public required string Rule { get; init; }

    /// <summary>The rule in a few words.</summary>
    public string? Title { get; init; }

    /// <summary>The context or actor.</summary>
    public required string Where { get; init; }

    /// <summary>In which step of the run that is shown.</summary>
    public required long Step { get; init; }

    /// <summary>What happened.</summary>
    public required string Text { get; init; }

    /// <summary>Why, in one or two sentences.</summary>
    public required string Sentence { get; init; }

    public string? Manual { get; init; }

    public string? Cure { get; init; }

    /// <summary>How small the run is.</summary>
    public string? Smallest { get; init; }

    /// <summary>The command that runs it again.</summary>
    public string? Replay { get; init; }

    /// <summary>The steps whose order decides.</summary>
    public IReadOnlyList<ReportedRace> Races { get; init; } = [];

    /// <summary>Who waits for what at the end, if nothing more can happen there.</summary>
    public IReadOnlyList<string> Blocked { get; init; } = [];

    /// <summary>The step after which no way around was found; null: there is none, or it was not looked for.</summary>
    public long? CertainAfter { get; init; }

    /// <summary>The run; null: it is not shown.</summary>
    public RunHistory? Run { get; init; }

    /// <summary>A run as near as can be that passes; null: none is known.</summary>
    public RunHistory? Passing { get; init; }
}

/// <summary>Two steps whose order decides.</summary>
/// <param name="First">The number of the one that comes first.</param>
/// <param name="Second">The number of the one that comes too late; 0: the run ends before it.</param>
/// <param name="Text">In words.</param>
public sealed record ReportedRace(long First, long Second, string Text);
