using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Running;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Inputs;

namespace DmaActors.Cli.Commands;

/// <summary><c>dmasim explore</c>: which order of callbacks, interrupts, timeouts and detach breaks it?</summary>
internal sealed class ExploreCommand : DmaSimCommand
{
    private const int MostBound = 100;
    private const int MostSeconds = 7 * 24 * 3600;
    private const int MostWorkers = 1024;

    private readonly Argument<string> scenario = new("SCENARIO") { Description = "A name from `dmasim list scenarios`, or the path of a file." };

    private readonly Option<StrategyKind?> strategy = new("--strategy")
    {
        Description = "How schedules are chosen: random (default), pct, postpone, dpor. `dmasim list strategies` says more.",
        HelpName = "NAME",
        CustomParser = ReadStrategy,
    };

    private readonly Option<int?> bound = new("--bound")
    {
        Description = $"Of pct: how many ordering constraints a race has (default 3). Of postpone: how many messages are put off in one run (default 2). From 1 to {MostBound}.",
        HelpName = "K",
        CustomParser = NumberArgument.Parser("bound", 1, MostBound),
    };

    private readonly Option<long?> schedules = new("--schedules") { Description = "The most schedules, from 1 on (default: 10000 for random and pct without --time, otherwise no bound).", HelpName = "N", CustomParser = ReadSchedules };

    private readonly Option<int?> time = new("--time") { Description = $"The longest time in seconds, from 1 to {MostSeconds} (default: 60 for dpor without --schedules, otherwise no bound).", HelpName = "SECONDS", CustomParser = NumberArgument.Parser("number of seconds", 1, MostSeconds) };

    private readonly Option<int?> workers = new("--workers") { Description = $"Threads that run schedules, from 1 to {MostWorkers} (default: one for each processor).", HelpName = "N", CustomParser = NumberArgument.Parser("number of workers", 1, MostWorkers) };

    private readonly Option<bool> keepGoing = new("--keep-going") { Description = "Go on after a violation, and keep one of each kind." };

    private readonly Option<string?> rule = new("--rule") { Description = "Look for violations of this rule only: an id of `dmasim list rules`, or panic, deadlock, livelock, data, request, refusal.", HelpName = "RULE" };

    private readonly Option<string?> resume = new("--resume") { Description = "Go on where the exploration has ended that left this directory, and write there; with dpor, with the parts of the space that are not done.", HelpName = "DIR" };

    private readonly Option<string?> platform = new("--platform") { Description = "Another platform than the scenario's: a name from `dmasim list platforms`, or a path.", HelpName = "NAME" };

    public ExploreCommand(CommonOptions common)
        : base("explore", "Runs a scenario in many orders of its messages, and finds one that breaks it.", common)
    {
        Arguments.Add(scenario);
        foreach (var option in new Option[] { strategy, bound, schedules, time, workers, keepGoing, rule, resume, platform })
            Options.Add(option);
    }

    protected internal override IReadOnlyList<(Option Option, string Why)> Unfit =>
        [(Common.Trace, "a violation has a file of its own in the directory of --out")];

    protected override int Execute(ParseResult arguments, Invocation invocation)
    {
        if (arguments.GetValue(resume) is not null && invocation.Out is not null)
            return invocation.Answer.Refuse([InputError.OfFile("", "--out", "what is resumed goes on in the directory of --resume", "--resume DIR alone")]);
        using var job = new ExploreJob(invocation, arguments.GetRequiredValue(scenario), new ExploreOptions
        {
            Strategy = arguments.GetValue(strategy) ?? StrategyKind.Random,
            Bound = arguments.GetValue(bound),
            Schedules = arguments.GetValue(schedules),
            Time = arguments.GetValue(time) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Workers = arguments.GetValue(workers) ?? Environment.ProcessorCount,
            KeepGoing = arguments.GetValue(keepGoing),
            Rule = arguments.GetValue(rule),
            Seed = invocation.Seed,
            Platform = arguments.GetValue(platform),
            OutDirectory = arguments.GetValue(resume) ?? invocation.OutDirectory,
            Resume = arguments.GetValue(resume) is not null,
        });
        return job.Execute();
    }

    private static StrategyKind? ReadStrategy(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Strategies.Find(text) is { } kind)
            return kind;
        result.AddError(ArgumentErrors.Text($"'{text}' is no strategy", $"one of {string.Join(", ", Strategies.All.Select(known => known.Name))}"));
        return null;
    }

    private static long? ReadSchedules(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0)
            return value;
        result.AddError(ArgumentErrors.Text($"'{text}' is no number of schedules", "a whole number from 1 on"));
        return null;
    }
}
