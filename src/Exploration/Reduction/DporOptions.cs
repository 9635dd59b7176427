namespace DmaActors.Exploration.Reduction;

/// <summary>How far a <see cref="DporExploration"/> goes.</summary>
public sealed record DporOptions
{
    /// <summary>So many schedules at most.</summary>
    public long Schedules { get; init; } = long.MaxValue;

    /// <summary>Whether it goes on after a violation and collects the distinct ones.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>The space is split until it has so many parts, for workers to share. The same number, the same parts. 1: it is not split.</summary>
    public int Parts { get; init; } = 128;

    /// <summary>A space that is explored in so many schedules is not split.</summary>
    public int WholeUpTo { get; init; } = 1_000;

    /// <summary>What an earlier exploration of the same space, with as many parts and with <see cref="KeepGoing"/> as here, has done of it: it counts, and is not done again.</summary>
    public IReadOnlyList<DonePart> Done { get; init; } = [];

    /// <summary>Is told the hash of the trace of every complete run, in no order; null: nobody wants to know. Equal traces have equal hashes.</summary>
    public Action<ulong>? OnTrace { get; init; }
}
