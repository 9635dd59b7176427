using System.Collections.Concurrent;
using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using DmaActors.Cli.CommandLine;
using DmaActors.Cli.Output;
using DmaActors.Cli.Running;
using DmaActors.Lab.Bench;
using Spectre.Console;

namespace DmaActors.Cli.Commands;

/// <summary><c>dmasim bench</c>: how fast is it here?</summary>
internal sealed class BenchCommand : DmaSimCommand
{
    private static readonly string[] Groups = ["runtime", "bind"];

    private readonly Argument<string?> group = new("GROUP") { Description = "runtime (messages and schedules) or bind (cookies and windows); without it both.", Arity = ArgumentArity.ZeroOrOne };

    public BenchCommand(CommonOptions common)
        : base("bench", $"Measures: one run to warm up, then {Benchmark.Runs}; median, least and most.", common)
    {
        group.CompletionSources.Add(Groups);
        group.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var value }] && !Groups.Contains(value))
                result.AddError(ArgumentErrors.Text($"there is no group '{value}' of benchmarks", string.Join(" or ", Groups)));
        });
        Arguments.Add(group);
    }

    private static string Machine =>
        $"{Environment.ProcessorCount} processors ({RuntimeInformation.ProcessArchitecture}), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    protected override IReadOnlyList<(Option Option, string Why)> Unfit =>
    [
        (Common.Trace, "a trace would be what is measured"),
        (Common.Assembly, "benchmarks use models of their own, no drivers and devices"),
    ];

    protected override int Execute(ParseResult arguments, Invocation invocation)
    {
        var results = new ConcurrentQueue<BenchItem>();
        using var interruption = new Interruption(() => Environment.Exit(Tell(invocation, results, isWhole: false)));
        if (!invocation.IsQuiet)
            invocation.Answer.Diagnostics.MarkupLine(Markup.Escape(Machine));
        foreach (var benchmark in Benchmarks(arguments.GetValue(group)))
        {
            if (!invocation.IsQuiet)
                invocation.Answer.Diagnostics.MarkupLine(Markup.Escape($"  {benchmark.Name} ..."));
            if (benchmark.Measure(interruption.Token) is not { } result)
                return Tell(invocation, results, isWhole: false);
            results.Enqueue(new BenchItem(result.Name, result.Unit, Rounded(result.Median), Rounded(result.Min), Rounded(result.Max))
            {
                MessagesPerSchedule = Rounded(result.MessagesPerSchedule),
                AllocatedBytes = Rounded(result.AllocatedBytes),
            });
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

    private static IEnumerable<Benchmark> Benchmarks(string? group) => group switch
    {
        "runtime" => Benchmark.Runtime(),
        "bind" => Benchmark.Bind(),
        _ => Benchmark.Runtime().Concat(Benchmark.Bind()),
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
            var line = $"{item.Name,-28}{Figure(item.Median),16}{Figure(item.Min),16}{Figure(item.Max),16}  {item.Unit,-12}{messages,9}{Figure(item.AllocatedBytes) + " B",12}";
            console.MarkupLine(Markup.Escape(line));
        }
    }

    private static string Figure(double value) => value.ToString(value >= 1_000 ? "N0" : "0.##", CultureInfo.InvariantCulture);
}
