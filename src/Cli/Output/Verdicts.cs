using DmaActors.Cli.CommandLine;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Cli.Output;

/// <summary>Verdicts: their names, as scenarios spell them, and their exit codes.</summary>
internal static class Verdicts
{
    public static string Name(Verdict verdict) => Name(verdict.ToString());

    public static string Name(ExpectedVerdict verdict) => Name(verdict.ToString());

    /// <summary>1 if anything was broken, also when the user stopped the run; 3 if it ended early without that.</summary>
    public static int ExitCodeOf(RunReport report) => report.Verdict switch
    {
        Verdict.Failed or Verdict.Panic or Verdict.Deadlock or Verdict.Livelock => ExitCode.Broken,
        Verdict.BoundReached or Verdict.Invalid => ExitCode.EndedEarly,
        _ => report.WasCancelled ? ExitCode.EndedEarly : ExitCode.Fine,
    };

    private static string Name(string member) => string.Concat(member.Select((c, i) => (i > 0 && char.IsUpper(c) ? "-" : "") + char.ToLowerInvariant(c)));
}
