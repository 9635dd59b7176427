using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Running;

namespace DmaActors.Cli.Commands;

/// <summary><c>dmasim run</c>: does my driver move data correctly?</summary>
internal sealed class RunCommand : DmaSimCommand
{
    private const string DefaultScenario = "default";
    private const int DeepestQueue = 1_000_000;
    private const int LongestSoak = 7 * 24 * 60;
    private const double LeastTimeScale = 0.000001;
    private const double MostTimeScale = 1_000_000;

    private readonly Argument<string> scenario = new("SCENARIO")
    {
        Description = "A name from `dmasim list scenarios`, or the path of a file.",
        DefaultValueFactory = _ => DefaultScenario,
    };

    private readonly Option<string?> image = new("--image") { Description = "What the first disk stores at the beginning; the file is not changed.", HelpName = "FILE" };

    private readonly Option<string?> ioLog = new("--iolog") { Description = "The I/O log (fio, version 2 or 3) to replay, in place of the scenario's workload.", HelpName = "FILE" };

    private readonly Option<bool> writeBack = new("--write-back") { Description = "If the run passes, write what the disks store at the end to the files that they came from." };

    private readonly Option<string?> platform = new("--platform") { Description = "Another platform than the scenario's: a name from `dmasim list platforms`, or a path.", HelpName = "NAME" };

    private readonly Option<bool> paced = new("--paced") { Description = "Issue each request at the time that the I/O log gives it, not as soon as there is room." };

    private readonly Option<int?> depth = new("--depth") { Description = "How many requests each device has outstanding at once.", HelpName = "N" };

    private readonly Option<RuntimeKind?> runtime = RuntimeArgument.Option("Akka.NET on real threads");

    private readonly Option<double?> timeScale = new("--time-scale") { Description = "With --runtime akka: how many virtual seconds pass in a real one (default: 1).", HelpName = "X", CustomParser = ReadTimeScale };

    private readonly Option<int?> soak = new("--soak") { Description = "With --runtime akka: repeat the run for so many minutes, each round with another seed.", HelpName = "MINUTES" };

    public RunCommand(CommonOptions common)
        : base("run", "Runs a scenario: requests, checksums, rules, a trace that can be read.", common)
    {
        depth.CustomParser = NumberArgument.Parser("depth", 1, DeepestQueue);
        soak.CustomParser = NumberArgument.Parser("number of minutes", 1, LongestSoak);
        Arguments.Add(scenario);
        foreach (var option in new Option[] { image, ioLog, writeBack, platform, paced, depth, runtime, timeScale, soak })
            Options.Add(option);
    }

    protected internal override IReadOnlyList<(Option Option, string Why)> Unfit =>
        [(Common.Report, "a report is of an exploration or of a trace: run with --trace FILE, then `dmasim replay FILE --report`")];

    protected override int Execute(ParseResult arguments, Invocation invocation)
    {
        using var job = new RunJob(invocation, new RunRequest
        {
            Scenario = arguments.GetValue(scenario) ?? DefaultScenario,
            Image = arguments.GetValue(image),
            IoLog = arguments.GetValue(ioLog),
            WriteBack = arguments.GetValue(writeBack),
            Platform = arguments.GetValue(platform),
            Paced = arguments.GetValue(paced) ? true : null,
            Depth = arguments.GetValue(depth),
            Runtime = arguments.GetValue(runtime) ?? RuntimeKind.World,
            TimeScale = arguments.GetValue(timeScale),
            SoakMinutes = arguments.GetValue(soak),
        });
        return job.Execute();
    }

    private static double? ReadTimeScale(ArgumentResult result)
    {
        if (double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var scale) && scale is >= LeastTimeScale and <= MostTimeScale)
            return scale;
        result.AddError(ArgumentErrors.Text($"'{result.Tokens[0].Value}' is no time scale", "a number from 0.000001 to 1000000, such as 0.5 or 100"));
        return null;
    }
}
