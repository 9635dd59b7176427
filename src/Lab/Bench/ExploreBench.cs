using DmaActors.Exploration.Campaigns;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Inputs;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Bench;

/// <summary>Random schedules of a whole machine with every rule, on one core: <c>manual/9-1-corrected</c>, two instances, a pool of one, two requests each. Measured twice: by the clock on the wall, and, for a machine that others
/// use too, by the processor time of the process, which is what a core can do.</summary>
public sealed class ExploreBench : IBenchmark
{
    private const int Schedules = 20_000;
    private const long StepBound = 100_000;

    private readonly Scenario scenario;
    private readonly Catalog catalog;

    private ExploreBench(Scenario scenario, Catalog catalog)
    {
        this.scenario = scenario;
        this.catalog = catalog;
    }

    public string Name => "schedules.full91";

    /// <returns>Null when the scenario cannot be loaded; then the errors say why.</returns>
    public static IReadOnlyList<IBenchmark>? All(ScenarioFiles files, Catalog catalog, out IReadOnlyList<InputError> errors)
    {
        var (path, missing) = files.Find("manual/9-1-corrected");
        if (path is null)
        {
            errors = [missing!];
            return null;
        }

        var load = ScenarioLoader.Load(path, catalog, new ScenarioLoadOptions { Files = files, Untimed = true });
        errors = load.Errors;
        return load.Scenario is { } scenario ? [new ExploreBench(scenario, catalog), new WorkersBench(scenario, catalog)] : null;
    }

    /// <summary>A model of what is measured.</summary>
    internal static ScenarioModel NewModel(Scenario scenario, Catalog catalog, RunInputs inputs) => new(scenario, catalog, new RunOptions(), inputs, scenario.Seed, StepBound);

    public IReadOnlyList<BenchmarkResult>? Measure(CancellationToken cancellation)
    {
        using var inputs = RunInputs.Read(scenario, new RunOptions(), scenario.Seed, []) ?? throw new InvalidOperationException($"{scenario.File} cannot be read.");
        var model = NewModel(scenario, catalog, inputs);
        var figures = new List<double>(Benchmark.Runs);
        var processorFigures = new List<double>(Benchmark.Runs);
        var steps = 0L;
        var allocated = 0L;
        for (var i = 0; i <= Benchmark.Runs; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var busy = Environment.CpuUsage.TotalTime;
            var report = Campaign.Run(RandomSearch.Uniform(scenario.Seed), model, Schedules, cancellation);
            if (report.End == CampaignEnd.Cancelled)
                return null;
            if (report.Violations.Count > 0)
                throw new InvalidOperationException($"{scenario.File} is broken in schedule {report.Violations[0].Schedule}: its speed means nothing.");
            if (i == 0)
                continue;
            figures.Add(report.Schedules / report.Elapsed.TotalSeconds);
            processorFigures.Add(report.Schedules / (Environment.CpuUsage.TotalTime - busy).TotalSeconds);
            steps = report.Steps / report.Schedules;
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / report.Schedules;
        }

        return
        [
            BenchmarkResult.Of(Name, "schedules/s", figures, steps, allocated),
            BenchmarkResult.Of($"{Name}.processor", "schedules/s", processorFigures, steps, allocated),
        ];
    }
}
