namespace DmaActors.Lab.Bench;

/// <summary>The figures of a benchmark.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Median">Of the runs.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The most.</param>
/// <param name="MessagesPerSchedule">On average; 0 where there are no schedules.</param>
/// <param name="AllocatedBytes">For each message, schedule or bind; null where it was not counted.</param>
public sealed record BenchmarkResult(string Name, string Unit, double Median, double Min, double Max, double MessagesPerSchedule, double? AllocatedBytes)
{
    /// <summary>Of one figure a run, in any order.</summary>
    internal static BenchmarkResult Of(string name, string unit, List<double> figures, double messagesPerSchedule = 0, double? allocatedBytes = null)
    {
        figures.Sort();
        return new BenchmarkResult(name, unit, figures[figures.Count / 2], figures[0], figures[^1], messagesPerSchedule, allocatedBytes);
    }
}
