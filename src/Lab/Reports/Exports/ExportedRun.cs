using DmaActors.Exploration.Histories;

namespace DmaActors.Lab.Reports.Exports;

/// <summary>A run that is exported.</summary>
/// <param name="Scenario">The file of its scenario.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Verdict">How it ended, as scenarios spell it.</param>
/// <param name="TraceHash">Its hash.</param>
/// <param name="History">Its steps.</param>
/// <param name="Findings">What was found wrong, and in which step.</param>
public sealed record ExportedRun(string Scenario, ulong Seed, string Verdict, string? TraceHash, RunHistory History, IReadOnlyList<ExportedFinding> Findings)
{
    /// <summary>The actors that take part in it: those that a step comes from or goes to, in the order in which they were spawned; whoever is outside comes first.</summary>
    public IReadOnlyList<string> Actors
    {
        get
        {
            var taking = History.Steps.SelectMany(step => new[] { step.From, step.To }).ToHashSet(StringComparer.Ordinal);
            return [.. taking.Except(History.Actors).Order(StringComparer.Ordinal), .. History.Actors.Where(taking.Contains)];
        }
    }

    /// <summary>The file extension of a format.</summary>
    public static string ExtensionOf(ExportFormat format) => format == ExportFormat.Mermaid ? ".mmd" : ".json";

    /// <summary>Writes it in a format.</summary>
    public void Write(ExportFormat format, Stream stream)
    {
        switch (format)
        {
            case ExportFormat.Mermaid:
                MermaidDiagram.Write(this, stream);
                break;
            case ExportFormat.Perfetto:
                PerfettoTrace.Write(this, stream);
                break;
            default:
                StepList.Write(this, stream);
                break;
        }
    }
}

/// <summary>Something that is wrong with a run.</summary>
/// <param name="Rule">The id of the rule.</param>
/// <param name="Step">In which step it was found.</param>
/// <param name="Text">What happened.</param>
public sealed record ExportedFinding(string Rule, long Step, string Text);
