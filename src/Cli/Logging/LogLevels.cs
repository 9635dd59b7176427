using Serilog.Events;

namespace DmaActors.Cli.Logging;

/// <summary>The log levels of the command line.</summary>
internal static class LogLevels
{
    public const string Off = "off";

    /// <summary>From the one that says least.</summary>
    public static IReadOnlyList<string> Names { get; } = [Off, "error", "warning", "information", "debug", "verbose"];

    public static bool IsKnown(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null: off.</summary>
    public static LogEventLevel? Parse(string name) => name.Equals(Off, StringComparison.OrdinalIgnoreCase) ? null : Enum.Parse<LogEventLevel>(name, ignoreCase: true);
}
