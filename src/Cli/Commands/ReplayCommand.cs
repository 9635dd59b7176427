using System.CommandLine;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Running;

namespace DmaActors.Cli.Commands;

/// <summary><c>dmasim replay</c>: the same run again, step by step.</summary>
internal sealed class ReplayCommand : DmaSimCommand
{
    private readonly Argument<string> trace = new("TRACE") { Description = "A trace that `dmasim run --trace` wrote." };

    private readonly Option<RuntimeKind?> runtime = RuntimeArgument.Option("Akka.NET with its deliveries under control");

    public ReplayCommand(CommonOptions common)
        : base("replay", "Runs a trace again and compares every step; says where it differs.", common)
    {
        Arguments.Add(trace);
        Options.Add(runtime);
    }

    protected override IReadOnlyList<(Option Option, string Why)> Unfit =>
    [
        (Common.Seed, "the trace has its own seed"),
        (Common.Trace, "the trace of a replay would be the one that it was made from"),
    ];

    protected override int Execute(ParseResult arguments, Invocation invocation)
    {
        using var job = new ReplayJob(invocation, arguments.GetRequiredValue(trace), arguments.GetValue(runtime) ?? RuntimeKind.World);
        return job.Execute();
    }
}
