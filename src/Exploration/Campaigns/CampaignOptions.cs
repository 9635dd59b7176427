namespace DmaActors.Exploration.Campaigns;

/// <summary>When a campaign ends, and who works on it.</summary>
public sealed record CampaignOptions
{
    /// <summary>The most schedules, the default order not counted; null: no bound. With it the result does not depend on the number of workers.</summary>
    public long? Schedules { get; init; }

    /// <summary>The longest time; null: no bound.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Threads that run schedules, each on a model of its own.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Go on after a violation, and keep one of each kind.</summary>
    public bool KeepGoing { get; init; }
}
