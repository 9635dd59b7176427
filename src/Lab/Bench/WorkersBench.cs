using DmaActors.Exploration.Campaigns;
using DmaActors.Lab.Exploring;
using DmaActors.Lab.Machines;
using DmaActors.Lab.Running;
using DmaActors.Lab.Scenarios;

namespace DmaActors.Lab.Bench;

/// <summary>
/// The schedules of <see cref="ExploreBench"/> by one worker and by two, in turn: schedules by the clock on the wall, how many times those of one worker that is, and schedules by the
/// processor time of both. The last is what sharing costs also on a machine that others use; where it is as for one worker, what is missing of twice as many is waiting.
/// </summary>
internal sealed class WorkersBench(Scenario scenario, Catalog catalog) : IBenchmark
{
    private const int Workers = 2;
    private const int SchedulesOfEach = 20_000;

    public string Name => "schedules.full91.two";

    public IReadOnlyList<BenchmarkResult>? Measure(CancellationToken cancellation)
    {
        using var inputs = RunInputs.Read(scenario, new RunOptions(), scenario.Seed, []) ?? throw new InvalidOperationException($"{scenario.File} cannot be read.");
        var (figures, ratios, processorFigures) = (new List<double>(Benchmark.Runs), new List<double>(Benchmark.Runs), new List<double>(Benchmark.Runs));
        for (var i = 0; i <= Benchmark.Runs; i++)
        {
            var one = Run(inputs, 1, cancellation);
            var busy = Environment.CpuUsage.TotalTime;
            var two = Run(inputs, Workers, cancellation);
            if (one.End == CampaignEnd.Cancelled || two.End == CampaignEnd.Cancelled)
                return null;
            if (i == 0)
                continue;
            figures.Add(PerSecond(two));
            ratios.Add(PerSecond(two) / PerSecond(one));
            processorFigures.Add(two.Schedules / (Environment.CpuUsage.TotalTime - busy).TotalSeconds);
        }

        return
        [
            BenchmarkResult.Of(Name, "schedules/s", figures),
            BenchmarkResult.Of($"{Name}.ratio", "times one", ratios),
            BenchmarkResult.Of($"{Name}.processor", "schedules/s", processorFigures),
        ];
    }

    private CampaignReport Run(RunInputs inputs, int workers, CancellationToken cancellation) => Campaign.Run(
        RandomSearch.Uniform(scenario.Seed),
        () => ExploreBench.NewModel(scenario, catalog, inputs),
        new CampaignOptions { Schedules = workers * SchedulesOfEach, Workers = workers },
        CampaignState.Beginning,
        save: null,
        progress: null,
        cancellation);

    private static double PerSecond(CampaignReport report) => report.Schedules / report.Elapsed.TotalSeconds;
}
