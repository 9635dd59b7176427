using DmaActors.Lab.Running;
using DmaActors.Simulation;

namespace DmaActors.Cli.Running;

/// <summary>What a soak has done: rounds of one scenario on real threads, each with another seed.</summary>
internal sealed record SoakReport
{
    /// <summary>Memory may be so many times as much at the end as in the middle, or <see cref="HarmlessBytes"/> more, before it counts as growth.</summary>
    public const double HarmlessRatio = 1.2;

    public const long HarmlessBytes = 8 << 20;

    public required int Rounds { get; init; }

    public required int FailedRounds { get; init; }

    /// <summary>Rounds after which page frames were not back.</summary>
    public required int RoundsWithFramesLeft { get; init; }

    public required long Requests { get; init; }

    /// <summary>Requests that were issued and never completed; frames that are known to be missed are none of them.</summary>
    public required long Lost { get; init; }

    public required long Messages { get; init; }

    public required long Findings { get; init; }

    /// <summary>Of the worst round.</summary>
    public required VirtualDuration Lateness { get; init; }

    public required TimeSpan WallTime { get; init; }

    /// <summary>Of the runs alone, without preparing and hashing.</summary>
    public required TimeSpan RunTime { get; init; }

    /// <summary>In the order of time.</summary>
    public required IReadOnlyList<SoakSample> Samples { get; init; }

    /// <summary>The first round that was not as it should be; else the last.</summary>
    public required RunReport Told { get; init; }

    public required bool WasCancelled { get; init; }

    /// <summary>Neither memory nor actors grow from the second third of the time to the last; few samples show nothing.</summary>
    public bool IsFlat
    {
        get
        {
            if (Samples.Count < 6)
                return true;
            var third = Samples.Count / 3;
            var middle = Samples.Skip(third).Take(third).ToList();
            var end = Samples.Skip(Samples.Count - third).ToList();
            var (before, after) = (Median(middle, sample => sample.ManagedBytes), Median(end, sample => sample.ManagedBytes));
            return (after <= before * HarmlessRatio || after - before <= HarmlessBytes) && end.Max(sample => sample.Actors) <= middle.Max(sample => sample.Actors);
        }
    }

    public bool Ok => FailedRounds == 0 && RoundsWithFramesLeft == 0 && Lost == 0 && IsFlat && !WasCancelled;

    private static long Median(List<SoakSample> samples, Func<SoakSample, long> of) => samples.Select(of).Order().ElementAt(samples.Count / 2);
}

/// <summary>How things stood between two rounds.</summary>
/// <param name="Seconds">Since the soak began.</param>
/// <param name="Rounds">Rounds until then.</param>
/// <param name="ManagedBytes">Memory that is reachable.</param>
/// <param name="ResidentBytes">Memory that the process has of the machine.</param>
/// <param name="Actors">Actors that are alive: none, between rounds.</param>
internal sealed record SoakSample(double Seconds, int Rounds, long ManagedBytes, long ResidentBytes, int Actors);
