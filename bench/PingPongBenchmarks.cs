using BenchmarkDotNet.Attributes;
using DmaActors.Lab.Bench;
using DmaActors.Simulation;

namespace DmaActors.Bench;

/// <summary>One message to and fro between two actors: a delivery, and nothing else.</summary>
[MemoryDiagnoser]
public class PingPongBenchmarks
{
    private const int Messages = 1_000_000;

    private readonly World world = new();

    [Benchmark(OperationsPerInvoke = Messages)]
    public long Message() => PingPong.Run(world, Messages);
}
