using DmaActors.Lab.Inputs;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Bench;

/// <summary>A whole run of a scenario: machine, driver, device, rules and checks. Its clock is that of <see cref="RunReport.WallTime"/>: reading inputs and hashing images stay outside.</summary>
public sealed class ScenarioBench : IBenchmark
{
    private readonly Scenario scenario;
    private readonly Catalog catalog;

    internal ScenarioBench(string name, Scenario scenario, Catalog catalog)
    {
        Name = name;
        this.scenario = scenario;
        this.catalog = catalog;
    }

    public string Name { get; }

    /// <summary>Requests of 4 KiB, and reads of 1 MiB beside plain copying: <c>bench/small</c> and <c>bench/large</c> of the scenarios that ship.</summary>
    /// <returns>Null when they cannot be loaded; then the errors say why.</returns>
    public static IReadOnlyList<IBenchmark>? All(ScenarioFiles files, Catalog catalog, out IReadOnlyList<InputError> errors)
    {
        var found = new List<InputError>();
        errors = found;
        var small = Load("bench/small", files, catalog, found);
        var large = Load("bench/large", files, catalog, found);
        return found.Count > 0 ? null : [new ScenarioBench("requests.4k", small!, catalog), new CopyComparison(new ScenarioBench("reads.1m", large!, catalog))];
    }

    public IReadOnlyList<BenchmarkResult>? Measure(CancellationToken cancellation)
    {
        var figures = new List<double>(Benchmark.Runs);
        for (var i = 0; i <= Benchmark.Runs; i++)
        {
            if (RunOnce(cancellation) is not { } report)
                return null;
            if (i > 0)
                figures.Add(report.Requests / report.WallTime.TotalSeconds);
        }

        return [BenchmarkResult.Of(Name, "requests/s", figures)];
    }

    /// <summary>One run that passed.</summary>
    /// <returns>Null when it was cancelled.</returns>
    internal RunReport? RunOnce(CancellationToken cancellation)
    {
        using var session = RunSession.Prepare(scenario, catalog, new RunOptions(), out var errors) ?? throw new InvalidOperationException($"{scenario.File}: {errors[0].Message}");
        var report = session.Execute(null, cancellation);
        if (report.WasCancelled)
            return null;
        return report.Ok ? report : throw new InvalidOperationException($"{scenario.File} ends with {report.Verdict}: its speed means nothing.");
    }

    private static Scenario? Load(string name, ScenarioFiles files, Catalog catalog, List<InputError> errors)
    {
        var (path, missing) = files.Find(name);
        if (path is null)
        {
            errors.Add(missing!);
            return null;
        }

        var load = ScenarioLoader.Load(path, catalog, new ScenarioLoadOptions { Files = files });
        errors.AddRange(load.Errors);
        return load.Scenario;
    }
}
