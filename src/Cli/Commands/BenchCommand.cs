using System.Collections.Concurrent;
using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Cli.Running;
using DmaActors.Lab.Bench;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Scenarios;
using Spectre.Console;

namespace DmaActors.Cli.Commands;

/// <summary><c>dmasim bench</c>: how fast is it here?</summary>
internal sealed class BenchCommand : DmaSimCommand
{
    private static readonly string[] Groups = ["runtime", "explore", "bind", "run"];

    private readonly Argument<string?> group = new("GROUP") { Description = "runtime (messages and schedules of bare actors), explore (schedules of a whole machine), bind (cookies and windows) or run (whole requests); without it all.", Arity = ArgumentArity.ZeroOrOne };

    public BenchCommand(CommonOptions common)
        : base("bench", $"Measures: one run to warm up, then {Benchmark.Runs}; median, least and most.", common)
    {
        group.CompletionSources.Add(Groups);
        group.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var value }] && !Groups.Contains(value))
                result.AddError(ArgumentErrors.Text($"there is no group '{value}' of benchmarks", $"one of {string.Join(", ", Groups)}"));
        });
        Arguments.Add(group);
    }

    private static string Machine =>
        $"{Environment.ProcessorCount} processors ({RuntimeInformation.ProcessArchitecture}), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    protected internal override IReadOnlyList<(Option Option, string Why)> Unfit =>
    [
        (Common.Trace, "a trace would be what is measured"),
        (Common.Assembly, "benchmarks use models of their own, no drivers and devices"),
        (Common.Report, "figures have no run to draw"),
    ];

    protected override int Execute(ParseResult arguments, Invocation invocation)
    {
        if (Benchmarks(arguments.GetValue(group), out var errors) is not { } benchmarks)
            return invocation.Answer.Refuse(errors);
        var results = new ConcurrentQueue<BenchItem>();
        using var interruption = new Interruption(() => Environment.Exit(Tell(invocation, results, isWhole: false)));
        if (!invocation.IsQuiet)
            invocation.Answer.Diagnostics.MarkupLine(Markup.Escape(Machine));
        foreach (var benchmark in benchmarks)
        {
            if (!invocation.IsQuiet)
                invocation.Answer.Diagnostics.MarkupLine(Markup.Escape($"  {benchmark.Name} ..."));
            if (benchmark.Measure(interruption.Token) is not { } measured)
                return Tell(invocation, results, isWhole: false);
            foreach (var result in measured)
                results.Enqueue(Item(result));
        }

        return Tell(invocation, results, isWhole: true);
    }

    private static int Tell(Invocation invocation, IReadOnlyCollection<BenchItem> results, bool isWhole)
    {
        var answer = invocation.Answer;
        answer.ClaimOrWait();
        if (answer.IsJson)
            answer.Write(new BenchDocument { Seed = invocation.SeedText, Ok = isWhole, Cancelled = !isWhole, Machine = Machine, Results = [.. results] }, Documents.Json.BenchDocument);
        else
            Table(answer.Text, results);
        return isWhole ? ExitCode.Fine : ExitCode.EndedEarly;
    }

    /// <returns>Null when scenarios that they need cannot be loaded.</returns>
    private static IReadOnlyList<IBenchmark>? Benchmarks(string? group, out IReadOnlyList<InputError> errors)
    {
        errors = [];
        var all = new List<IBenchmark>();
        if (group is null or "runtime")
            all.AddRange(Benchmark.Runtime());
        if (group is null or "explore")
        {
            if (ExploreBench.All(ScenarioFiles.Locate(), Workbench.WithoutUser().Catalog, out errors) is not { } explorations)
                return null;
            all.AddRange(explorations);
        }

        if (group is null or "bind")
            all.AddRange(Benchmark.Bind());
        if (group is not (null or "run"))
            return all;
        return ScenarioBench.All(ScenarioFiles.Locate(), Workbench.WithoutUser().Catalog, out errors) is { } runs ? [.. all, .. runs] : null;
    }

    private static BenchItem Item(BenchmarkResult result) => new(result.Name, result.Unit, Rounded(result.Median), Rounded(result.Min), Rounded(result.Max))
    {
        MessagesPerSchedule = Rounded(result.MessagesPerSchedule),
        AllocatedBytes = result.AllocatedBytes is { } bytes ? Rounded(bytes) : null,
    };

    /// <summary>Four digits: the rest is noise.</summary>
    private static double Rounded(double value) =>
        value is 0 || !double.IsFinite(value) ? 0 : double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void Table(IAnsiConsole console, IEnumerable<BenchItem> results)
    {
        console.MarkupLine($"[bold]{"name",-28}{"median",16}{"min",16}{"max",16}  {"unit",-12}{"messages",9}{"allocated",12}[/]");
        foreach (var item in results)
        {
            var messages = item.MessagesPerSchedule > 0 ? Figure(item.MessagesPerSchedule) : "";
            var line = $"{item.Name,-28}{Figure(item.Median),16}{Figure(item.Min),16}{Figure(item.Max),16}  {item.Unit,-12}{messages,9}{(item.AllocatedBytes is { } bytes ? Figure(bytes) + " B" : ""),12}";
            console.MarkupLine(Markup.Escape(line));
        }
    }

    private static string Figure(double value) => value.ToString(value >= 1_000 ? "N0" : "0.##", CultureInfo.InvariantCulture);
}
