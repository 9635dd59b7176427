using System.Globalization;
using DmaActors.Lab.Reports.Exports;

namespace DmaActors.Cli.Output;

/// <summary>The answer of <c>dmasim export</c>.</summary>
internal sealed record ExportDocument : Document
{
    public required string Format { get; init; }

    /// <summary>Where it was written.</summary>
    public required string File { get; init; }

    public required long Steps { get; init; }

    /// <summary>The trace has no end line: its run was ended from outside, or the file was cut.</summary>
    public required bool CutShort { get; init; }

    public static ExportDocument Of(ExportedRun run, ExportFormat format, string file, bool isCutShort) => new()
    {
        Scenario = run.Scenario,
        Seed = run.Seed.ToString(CultureInfo.InvariantCulture),
        Ok = !isCutShort,
        Verdict = run.Verdict,
        TraceHash = run.TraceHash,
        Format = format.ToString().ToLowerInvariant(),
        File = file,
        Steps = run.History.Steps.Count,
        CutShort = isCutShort,
    };
}
