using DmaActors.Cli.CommandLine;
using DmaActors.Lab.Inputs;

namespace DmaActors.Cli.Running;

/// <summary>What is wrong with a trace that cannot be run again.</summary>
internal static class TraceErrors
{
    /// <summary>A scenario can name assemblies, and a trace names a scenario; but a trace never has code loaded. Whoever misses code is told so.</summary>
    public static IReadOnlyList<InputError> WithHint(IReadOnlyList<InputError> errors, string trace, Invocation invocation)
    {
        var isCodeMissing = errors.Any(error => error.Key.EndsWith(".driver", StringComparison.Ordinal) || error.Key.EndsWith(".model", StringComparison.Ordinal));
        return isCodeMissing && invocation.Assemblies.Count == 0
            ? [.. errors, new InputError(trace, 0, 0, "--assembly", "a trace never has code loaded, not even that of the assemblies that its scenario names", "--assembly FILE for each of them")]
            : errors;
    }
}
