namespace DmaActors.Lab.Hazards;

/// <summary>How thoroughly hazards are surveyed. The result depends on these numbers and on nothing else.</summary>
public sealed record HazardOptions
{
    /// <summary>Strategies that draw are tried with seeds 1 to this.</summary>
    public int Seeds { get; init; } = 30;

    /// <summary>The most schedules for each strategy and seed, the default order not counted; dpor has <see cref="DporSchedules"/>.</summary>
    public long Schedules { get; init; } = 1_000;

    /// <summary>The most schedules of dpor.</summary>
    public long DporSchedules { get; init; } = 100_000;
}
