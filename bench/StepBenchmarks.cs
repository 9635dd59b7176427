using BenchmarkDotNet.Attributes;
using DmaActors.Lab.Bench;
using DmaActors.Simulation;

namespace DmaActors.Bench;

/// <summary>A step where there is a choice: one of a thousand enabled messages is drawn, delivered and followed by another.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private const int Steps = 200_000;

    private readonly World world = new(new WorldOptions { Timed = false, RecordTape = false });
    private readonly RandomStrategy strategy = new(1);

    [Benchmark(OperationsPerInvoke = Steps)]
    public long Step() => Random1000.Run(world, strategy, Steps);
}
