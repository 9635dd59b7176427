using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace DmaActors.Cli.CommandLine;

/// <summary>The options that every command has. A command that can do nothing with one of them says so (<see cref="DmaSimCommand.Unfit"/>).</summary>
internal sealed class CommonOptions
{
    public const string DefaultOut = "out";

    private const string SeedExpected = "a whole number from 0 to 18446744073709551615, or a hexadecimal one such as 0x2A";

    public Option<ulong?> Seed { get; } = new("--seed")
    {
        Description = "Where everything that is drawn starts from, a whole number of 64 bits; equal seeds give equal runs. Without it: as the scenario says, and 1 if it says nothing.",
        HelpName = "NUMBER",
        CustomParser = ReadSeed,
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Write one JSON document to standard output, at every end.", Recursive = true };

    public Option<string?> Out { get; } = new("--out") { Description = "Where files go that no other option names (default: out).", HelpName = "DIR", Recursive = true };

    public Option<string?> Trace { get; } = new("--trace") { Description = "Write the trace of the run to this file.", HelpName = "FILE", Recursive = true };

    public Option<string?> Report { get; } = new("--report") { Description = "Write a report to this file: one HTML page with the run drawn, which any browser opens.", HelpName = "FILE.html", Recursive = true };

    public Option<string[]> Assembly { get; } = new("--assembly")
    {
        Description = "An assembly with drivers and devices of your own. May be given several times.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        Recursive = true,
    };

    public Option<bool> AllowNondeterminism { get; } = new("--allow-nondeterminism")
    {
        Description = "Run assemblies that use clocks, threads, tasks or mutable statics: equal seeds may then give different runs.",
        Recursive = true,
    };

    public Option<string?> LogLevel { get; } = new("--log-level")
    {
        Description = "Log to standard error from this level on: off, error, warning, information, debug, verbose (default: as config/serilog.json says, error).",
        HelpName = "LEVEL",
        CustomParser = ReadLogLevel,
        Recursive = true,
    };

    public Option<bool> Quiet { get; } = new("--quiet") { Description = "No progress, and no report unless something is wrong.", Recursive = true };

    public Option<bool> NoColor { get; } = new("--no-color") { Description = "No colours. The variable NO_COLOR does the same.", Recursive = true };

    public void AddTo(Command root)
    {
        foreach (var option in new Option[] { Seed, Json, Out, Trace, Report, Assembly, AllowNondeterminism, LogLevel, Quiet, NoColor })
            root.Options.Add(option);
    }

    private static ulong? ReadSeed(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (ulong.TryParse(isHex ? text.AsSpan(2) : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            return seed;
        result.AddError(ArgumentErrors.Text($"'{text}' is no seed", SeedExpected));
        return null;
    }

    private static string? ReadLogLevel(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Logging.LogLevels.IsKnown(text))
            return text;
        result.AddError(ArgumentErrors.Text($"'{text}' is no log level", string.Join(", ", Logging.LogLevels.Names)));
        return null;
    }
}
