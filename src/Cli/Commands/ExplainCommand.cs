using System.CommandLine;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Running;

namespace DmaActors.Cli.Commands;

/// <summary><c>dmasim explain</c>: why does the run of a trace fail?</summary>
internal sealed class ExplainCommand : DmaSimCommand
{
    private readonly Argument<string> trace = new("TRACE") { Description = "A trace that `dmasim explore` or `dmasim run --trace` wrote." };

    public ExplainCommand(CommonOptions common)
        : base("explain", "Runs a trace again, makes it as small as it can be, and says why it fails.", common) => Arguments.Add(trace);

    protected internal override IReadOnlyList<(Option Option, string Why)> Unfit =>
    [
        (Common.Seed, "the trace has its own seed"),
        (Common.Trace, "a trace is what it reads"),
    ];

    protected override int Execute(ParseResult arguments, Invocation invocation)
    {
        using var job = new ExplainJob(invocation, arguments.GetRequiredValue(trace));
        return job.Execute();
    }
}
