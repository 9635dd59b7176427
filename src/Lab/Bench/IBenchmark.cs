namespace DmaActors.Lab.Bench;

/// <summary>Something to be measured, with one figure or several that belong together.</summary>
public interface IBenchmark
{
    /// <summary>Of its first figure, as scripts know it.</summary>
    string Name { get; }

    /// <summary>Measures: one run to warm up, then <see cref="Benchmark.Runs"/>.</summary>
    /// <param name="cancellation">Looked at between two runs.</param>
    /// <returns>Null when it was cancelled.</returns>
    IReadOnlyList<BenchmarkResult>? Measure(CancellationToken cancellation);
}
