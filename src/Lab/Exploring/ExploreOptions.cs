namespace DmaActors.Lab.Exploring;

/// <summary>How a scenario is to be explored.</summary>
public sealed record ExploreOptions
{
    public StrategyKind Strategy { get; init; } = StrategyKind.Random;

    /// <summary>What the strategy is bounded by: of pct the depth of a race (default 3), of postpone the messages put off in one run (default 2). Others have none.</summary>
    public int? Bound { get; init; }

    /// <summary>The most schedules.</summary>
    public long? Schedules { get; init; }

    public TimeSpan? Time { get; init; }

    public int Workers { get; init; } = 1;

    /// <summary>Go on after a violation, and keep one of each kind.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>Look for violations of this rule only (an id, or a word of <see cref="ViolationWords"/>), whatever else is broken; null: for any.</summary>
    public string? Rule { get; init; }

    /// <summary>Shrink and explain what is found. Without it a violation is only counted and confirmed.</summary>
    public bool Diagnose { get; init; } = true;

    /// <summary>Null: as the scenario says.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Another platform than the scenario's, for the traces.</summary>
    public string? Platform { get; init; }

    /// <summary>Where traces of violations are written, and how far it has come; null: nowhere.</summary>
    public string? OutDirectory { get; init; }

    /// <summary>Go on where the exploration that has left <see cref="OutDirectory"/> has ended.</summary>
    public bool Resume { get; init; }
}
