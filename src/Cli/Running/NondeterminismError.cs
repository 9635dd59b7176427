using DmaActors.Exploration.Replay;
using DmaActors.Lab.Inputs;

namespace DmaActors.Cli.Running;

/// <summary>Equal choices gave different runs: an error of the code that was given, and never a race.</summary>
internal static class NondeterminismError
{
    /// <param name="exception">Where the runs differ.</param>
    /// <param name="scenario">The file of the scenario.</param>
    /// <param name="consequence">What that means for the command, as it follows on "so".</param>
    public static InputError Of(NondeterminismException exception, string scenario, string consequence) => InputError.OfFile(
        scenario,
        "",
        $"{exception.Message.TrimEnd('.')}; so {consequence}",
        "code of drivers and devices that uses no clock, thread, static field or generator of its own");
}
