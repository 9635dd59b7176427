using DmaActors.Cli.CommandLine;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Cli.Output;

/// <summary>Verdicts: their names, as scenarios spell them, and their exit codes.</summary>
internal static class Verdicts
{
    public static string Name(Verdict verdict) => Spell(verdict.ToString());

    public static string Name(ExpectedVerdict verdict) => Spell(verdict.ToString());

    /// <summary>1 if anything was broken, also when the user stopped the run; 3 if it ended early without that.</summary>
    public static int ExitCodeOf(RunReport report) => report.Verdict switch
    {
        Verdict.Failed or Verdict.Panic or Verdict.Deadlock or Verdict.Livelock => ExitCode.Broken,
        Verdict.BoundReached or Verdict.Invalid => ExitCode.EndedEarly,
        _ => report.WasCancelled ? ExitCode.EndedEarly : ExitCode.Fine,
    };

    /// <summary>A member of an enumeration as documents and scenarios spell it: <c>bound-reached</c>.</summary>
    public static string Spell(string member) => string.Concat(member.Select((c, i) => (i > 0 && char.IsUpper(c) ? "-" : "") + char.ToLowerInvariant(c)));
}
