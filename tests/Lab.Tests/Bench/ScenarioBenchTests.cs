using DmaActors.Lab.Bench;
using DmaActors.Lab.Scenarios;
using DmaActors.Lab.Tests.Scenarios;

namespace DmaActors.Lab.Tests.Bench;

public sealed class ScenarioBenchTests : IDisposable
{
    private const string Reads = """
        title: Reads
        devices:
          - name: disk0
            model: sg-disk
            driver: sg-block
            registers: 0xF0000000
            vector: 11
            media:
              size: 1MiB
            driverSettings:
              addressBits: 24
        workload:
          kind: mix
          requests: 20
          readPercent: 100%

        """;

    private readonly ScenarioDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Requests_are_measured_in_five_runs()
    {
        var result = Assert.Single(BenchOf(Reads).Measure(CancellationToken.None)!);

        Assert.Equal(("requests.4k", "requests/s"), (result.Name, result.Unit));
        AssertFigures(result);
    }

    [Fact]
    public void Reads_stand_beside_copying_with_their_share_of_it()
    {
        var results = new CopyComparison(BenchOf(Reads)).Measure(CancellationToken.None)!;

        Assert.Equal(["requests.4k", "copyto.1m", "requests.4k.share"], results.Select(result => result.Name));
        Assert.All(results, AssertFigures);
        // Each share is of one run and the copying beside it: whatever the pairs are, it lies between these.
        var (read, copied, share) = (results[0], results[1], results[2]);
        Assert.InRange(share.Median / 100, read.Min / copied.Max, read.Max / copied.Min);
    }

    [Fact]
    public void What_was_cancelled_has_no_figures()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Null(BenchOf(Reads.Replace("requests: 20", "requests: 200000", StringComparison.Ordinal)).Measure(source.Token));
    }

    [Fact]
    public void The_speed_of_a_run_that_fails_is_no_figure()
    {
        var bench = BenchOf(Reads + "bounds: { steps: 100 }\n");

        Assert.Contains("BoundReached", Assert.Throws<InvalidOperationException>(() => bench.Measure(CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scenarios_that_are_missing_are_told()
    {
        Assert.Null(ScenarioBench.All(directory.Files, RealCatalog.Instance, out var errors));

        Assert.Equal(["bench/small", "bench/large"], errors.Select(error => error.File));
    }

    [Fact]
    public void The_scenarios_that_ship_are_those_of_the_figures()
    {
        var all = ScenarioBench.All(ScenarioFiles.Locate(), RealCatalog.Instance, out var errors);

        Assert.Empty(errors);
        Assert.Equal(["requests.4k", "reads.1m"], all!.Select(bench => bench.Name));
    }

    private static void AssertFigures(BenchmarkResult result)
    {
        Assert.True(result.Min > 0 && result.Min <= result.Median && result.Median <= result.Max, result.ToString());
        Assert.Null(result.AllocatedBytes);
    }

    private ScenarioBench BenchOf(string text) =>
        new("requests.4k", ScenarioLoader.Load(directory.Write("bench.yaml", text), RealCatalog.Instance, new ScenarioLoadOptions { Files = directory.Files }).Scenario!, RealCatalog.Instance);
}
