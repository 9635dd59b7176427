using System.Runtime.InteropServices;

namespace DmaActors.Exploration.Reduction;

/// <summary>Counts which steps race.</summary>
internal sealed class RaceTally
{
    private readonly Dictionary<(StepKind Earlier, StepKind Later), long> counts = [];

    /// <summary>The most frequent first, of equal ones by name: the same whoever counted first.</summary>
    public IReadOnlyList<RaceCount> Counts =>
    [
        .. counts.GroupBy(count => InOrder(count.Key), count => count.Value)
            .Select(pair => new RaceCount(pair.Key.One, pair.Key.Other, pair.Sum()))
            .OrderByDescending(race => race.Count)
            .ThenBy(race => race.One.ToString(), StringComparer.Ordinal)
            .ThenBy(race => race.Other.ToString(), StringComparer.Ordinal),
    ];

    public void Clear() => counts.Clear();

    /// <summary>The order of two steps is turned round.</summary>
    public void Add(StepKind earlier, StepKind later, long count = 1) => CollectionsMarshal.GetValueRefOrAddDefault(counts, (earlier, later), out _) += count;

    public void Add(IEnumerable<RaceCount> races)
    {
        foreach (var race in races)
            Add(race.One, race.Other, race.Count);
    }

    /// <summary>Which of the two came first makes no difference.</summary>
    private static (StepKind One, StepKind Other) InOrder((StepKind Earlier, StepKind Later) pair) =>
        string.CompareOrdinal(pair.Earlier.ToString(), pair.Later.ToString()) <= 0 ? pair : (pair.Later, pair.Earlier);
}
