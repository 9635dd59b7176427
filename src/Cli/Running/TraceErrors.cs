using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Cli.Running;

/// <summary>What is wrong with a trace that cannot be run again.</summary>
internal static class TraceErrors
{
    /// <summary>A scenario can name assemblies, and a trace names a scenario; but a trace never has code loaded. Whoever misses code is told which.</summary>
    public static IReadOnlyList<InputError> WithHint(IReadOnlyList<InputError> errors, string trace, Invocation invocation)
    {
        if (errors.FirstOrDefault(IsOfMissingCode) is not { } missing || invocation.Assemblies.Count > 0)
            return errors;
        var named = ScenarioLoader.Assemblies(missing.File).Select(file => $"--assembly {Quantities.Path(file)}").ToList();
        var hint = new InputError(
            trace,
            0,
            0,
            "--assembly",
            "a trace never has code loaded, not even that of the assemblies that its scenario names",
            named.Count > 0 ? string.Join(' ', named) : "--assembly FILE for each of them");

        // Where the scenario says whose they are, that is what is missing, and no name is wrong.
        return [.. errors.Where(error => named.Count == 0 || !IsOfMissingCode(error)), hint];
    }

    private static bool IsOfMissingCode(InputError error) => error.Key.EndsWith(".driver", StringComparison.Ordinal) || error.Key.EndsWith(".model", StringComparison.Ordinal);
}
