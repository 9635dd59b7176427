using System.CommandLine;
using System.Globalization;
using DmaActors.Cli.Output;

namespace DmaActors.Cli.CommandLine;

/// <summary>One call of dmasim: what the common options say, and where its answer goes.</summary>
internal sealed class Invocation
{
    public Invocation(string command, bool json, bool colours)
    {
        Command = command;
        Answer = new Answer(command, json, colours);
    }

    /// <summary>The name of the command; empty if there is none.</summary>
    public string Command { get; }

    /// <summary>Where the one answer of this call goes.</summary>
    public Answer Answer { get; }

    /// <summary>Null: as the scenario says.</summary>
    public ulong? Seed { get; private init; }

    public bool IsQuiet { get; private init; }

    /// <summary>Null: not given; <see cref="OutDirectory"/> has the default.</summary>
    public string? Out { get; private init; }

    public string OutDirectory => Out ?? CommonOptions.DefaultOut;

    public string? TracePath { get; private init; }

    /// <summary>Null: no report is asked for.</summary>
    public string? ReportPath { get; private init; }

    public IReadOnlyList<string> Assemblies { get; private init; } = [];

    public bool AllowNondeterminism { get; private init; }

    /// <summary>Null: as config/serilog.json says.</summary>
    public string? LogLevel { get; private init; }

    /// <summary>The seed as answers have it.</summary>
    public string? SeedText => Seed?.ToString(CultureInfo.InvariantCulture);

    public static Invocation Of(ParseResult result, CommonOptions common, string command) =>
        new(command, result.GetValue(common.Json), Colours(result.GetValue(common.NoColor)))
        {
            Seed = result.GetValue(common.Seed),
            IsQuiet = result.GetValue(common.Quiet),
            Out = result.GetValue(common.Out),
            TracePath = result.GetValue(common.Trace),
            ReportPath = result.GetValue(common.Report),
            Assemblies = result.GetValue(common.Assembly) ?? [],
            AllowNondeterminism = result.GetValue(common.AllowNondeterminism),
            LogLevel = result.GetValue(common.LogLevel),
        };

    /// <summary>A call whose arguments could not be understood, or not yet: what can be made of them is enough to answer it.</summary>
    public static Invocation OfUnread(IReadOnlyList<string> arguments, IEnumerable<string> commands)
    {
        var given = arguments.TakeWhile(argument => argument != "--").ToList();
        return new Invocation(given.FirstOrDefault(commands.Contains) ?? "", given.Contains("--json"), Colours(given.Contains("--no-color")));
    }

    private static bool Colours(bool refused) => !refused && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
