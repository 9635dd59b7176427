using System.Diagnostics;
using DmaActors.Framework.Dma;
using DmaActors.Simulation;

namespace DmaActors.Lab.Bench;

/// <summary>Something to be measured: does so much work, again and again, and counts it.</summary>
public sealed class Benchmark : IBenchmark
{
    /// <summary>How often it is measured, after one run that warms up.</summary>
    public const int Runs = 5;

    private readonly Func<long> run;
    private readonly Func<double> messagesPerUnit;
    private readonly bool isTime;

    private Benchmark(string name, string unit, bool isTime, Func<long> run, Func<double>? messagesPerUnit = null)
    {
        Name = name;
        Unit = unit;
        this.isTime = isTime;
        this.run = run;
        this.messagesPerUnit = messagesPerUnit ?? (() => 0);
    }

    public string Name { get; }

    /// <summary>Of the figures: <c>messages/s</c>, <c>schedules/s</c> or <c>ns</c>.</summary>
    public string Unit { get; }

    /// <summary>What the runtime alone can do.</summary>
    public static IReadOnlyList<IBenchmark> Runtime() =>
    [
        PingPongs(),
        Random1000s(),
        Race("schedules.race2", 2, 2, 100_000, coroutines: false),
        Race("schedules.race2.coroutine", 2, 2, 100_000, coroutines: true),
        Race("schedules.race4", 4, 4, 20_000, coroutines: false),
        Race("schedules.race4.coroutine", 4, 4, 20_000, coroutines: true),
    ];

    /// <summary>What a bind and its unbind cost, without messages.</summary>
    public static IReadOnlyList<IBenchmark> Bind() =>
    [
        Binds("bind.4k1", 1, DmaBind.Mapped, 5_000_000),
        Binds("bind.64k16", 16, DmaBind.Mapped, 2_000_000),
        Binds("bind.1m256", 256, DmaBind.PartialMap, 100_000),
    ];

    public IReadOnlyList<BenchmarkResult>? Measure(CancellationToken cancellation)
    {
        run();
        var figures = new List<double>(Runs);
        var units = 0L;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Runs; i++)
        {
            if (cancellation.IsCancellationRequested)
                return null;
            var clock = Stopwatch.StartNew();
            var count = run();
            var seconds = clock.Elapsed.TotalSeconds;
            figures.Add(isTime ? seconds * 1e9 / count : count / seconds);
            units += count;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return [BenchmarkResult.Of(Name, Unit, figures, messagesPerUnit(), (double)allocated / units)];
    }

    private static Benchmark PingPongs()
    {
        var world = new World();
        return new Benchmark("messages.pingpong", "messages/s", isTime: false, () => PingPong.Run(world, 10_000_000));
    }

    private static Benchmark Random1000s()
    {
        var world = new World(new WorldOptions { Timed = false, RecordTape = false });
        var strategy = new RandomStrategy(1);
        return new Benchmark("messages.random1000", "messages/s", isTime: false, () => Random1000.Run(world, strategy, 5_000_000));
    }

    private static Benchmark Race(string name, int drivers, int requests, int schedules, bool coroutines)
    {
        var model = new RaceModel(drivers, units: 1, requests, coroutines);
        var messages = 0L;
        return new Benchmark(
            name,
            "schedules/s",
            isTime: false,
            () =>
            {
                messages = 0;
                for (var i = 0; i < schedules; i++)
                    messages += model.Run((ulong)i);
                return schedules;
            },
            () => (double)messages / schedules);
    }

    private static Benchmark Binds(string name, int pages, DmaBind expected, long times)
    {
        var bench = new BindBench(pages, expected);
        return new Benchmark(name, "ns", isTime: true, () => bench.Run(times));
    }
}
