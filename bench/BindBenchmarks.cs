using BenchmarkDotNet.Attributes;
using DmaActors.Framework.Dma;
using DmaActors.Lab.Bench;

namespace DmaActors.Bench;

/// <summary>A bind and its unbind, without a machine: cookies and windows of scattered pages.</summary>
[MemoryDiagnoser]
public class BindBenchmarks
{
    private const int Times = 1_000;

    private BindBench bench = null!;

    /// <summary>Pages of the object, none beside another; more than a handle takes at once make windows.</summary>
    [Params(1, 16, 256)]
    public int Pages { get; set; }

    [GlobalSetup]
    public void Setup() => bench = new BindBench(Pages, Pages > BindBench.SgLen ? DmaBind.PartialMap : DmaBind.Mapped);

    [Benchmark(OperationsPerInvoke = Times)]
    public long BindAndUnbind() => bench.Run(Times);
}
