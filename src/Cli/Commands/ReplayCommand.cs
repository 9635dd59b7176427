using System.CommandLine;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Running;

namespace DmaActors.Cli.Commands;

/// <summary><c>dmasim replay</c>: the same run again, step by step.</summary>
internal sealed class ReplayCommand : DmaSimCommand
{
    private readonly Argument<string> trace = new("TRACE") { Description = "A trace that `dmasim explore` or `dmasim run --trace` wrote." };

    private readonly Option<long?> to = new("--to") { Description = "Stop after this step, from 1 to the last of the trace (default: the last).", HelpName = "STEP", CustomParser = NumberArgument.LongParser("step", 1) };

    private readonly Option<string[]> show = new("--show")
    {
        Description = "Say what this actor holds there: soft state, locks, contexts, pools, callback lists, registers. May be given several times.",
        HelpName = "ACTOR",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<long?> breakAt = new("--break") { Description = "Stop in a debugger just before this step; without one, wait until one is attached.", HelpName = "STEP", CustomParser = NumberArgument.LongParser("step", 1) };

    private readonly Option<RuntimeKind?> runtime = RuntimeArgument.Option("Akka.NET with its deliveries under control");

    public ReplayCommand(CommonOptions common)
        : base("replay", "Runs a trace again and compares every step; says where it differs.", common)
    {
        Arguments.Add(trace);
        foreach (var option in new Option[] { to, show, breakAt, runtime })
            Options.Add(option);
    }

    protected internal override IReadOnlyList<(Option Option, string Why)> Unfit =>
    [
        (Common.Seed, "the trace has its own seed"),
        (Common.Trace, "the trace of a replay would be the one that it was made from"),
    ];

    protected override int Execute(ParseResult arguments, Invocation invocation)
    {
        var request = new ReplayRequest(
            arguments.GetRequiredValue(trace), arguments.GetValue(runtime) ?? RuntimeKind.World, arguments.GetValue(to), arguments.GetValue(breakAt), arguments.GetValue(show) ?? []);
        using var job = new ReplayJob(invocation, request);
        return job.Execute();
    }
}
