using System.CommandLine;
using System.CommandLine.Parsing;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Running;
using DmaActors.Lab.Reports.Exports;

namespace DmaActors.Cli.Commands;

/// <summary><c>dmasim export</c>: a run for other programs to show.</summary>
internal sealed class ExportCommand : DmaSimCommand
{
    private static readonly string Formats = string.Join(", ", Enum.GetNames<ExportFormat>().Select(name => name.ToLowerInvariant()));

    private readonly Argument<string> trace = new("TRACE") { Description = "A trace that `dmasim explore` or `dmasim run --trace` wrote." };

    private readonly Option<ExportFormat?> format = new("--format")
    {
        Description = "mermaid: a sequence diagram. perfetto: the Chrome JSON trace that ui.perfetto.dev opens. json: a list of steps.",
        HelpName = "NAME",
        Required = true,
        CustomParser = ReadFormat,
    };

    public ExportCommand(CommonOptions common)
        : base("export", "Writes a trace for another program to show: to standard output, or to the file that --out names.", common)
    {
        Arguments.Add(trace);
        Options.Add(format);
    }

    protected internal override IReadOnlyList<(Option Option, string Why)> Unfit =>
    [
        (Common.Seed, "the trace has its own seed"),
        (Common.Trace, "the trace of a replay would be the one that it was made from"),
        (Common.Report, "an export is what it writes"),
    ];

    protected override int Execute(ParseResult arguments, Invocation invocation)
    {
        using var job = new ExportJob(invocation, arguments.GetRequiredValue(trace), arguments.GetRequiredValue(format)!.Value);
        return job.Execute();
    }

    private static ExportFormat? ReadFormat(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        foreach (var known in Enum.GetValues<ExportFormat>())
        {
            if (string.Equals(known.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return known;
        }

        result.AddError(ArgumentErrors.Text($"'{text}' is no format", $"one of {Formats}"));
        return null;
    }
}
