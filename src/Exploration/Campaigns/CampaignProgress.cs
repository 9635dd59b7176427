namespace DmaActors.Exploration.Campaigns;

/// <summary>How far a campaign has come.</summary>
/// <param name="Schedules">Schedules run so far.</param>
/// <param name="Bound">How many are to be run; null: no bound.</param>
/// <param name="Elapsed">Time so far.</param>
/// <param name="Time">How much is given; null: no bound.</param>
/// <param name="Violations">Kinds of violations so far.</param>
public readonly record struct CampaignProgress(long Schedules, long? Bound, TimeSpan Elapsed, TimeSpan? Time, int Violations)
{
    /// <summary>Schedules that were complete and differ in more than the order of independent steps; null: nobody counts them.</summary>
    public long? Classes { get; init; }

    public double SchedulesPerSecond => Elapsed > TimeSpan.Zero ? Schedules / Elapsed.TotalSeconds : 0;

    /// <summary>Until the nearest bound, at the speed so far; null: there is none.</summary>
    public TimeSpan? Left
    {
        get
        {
            var byTime = Time - Elapsed;
            if (Bound is not { } bound || Schedules == 0)
                return byTime;
            var byCount = Elapsed * ((double)(bound - Schedules) / Schedules);
            return byTime < byCount ? byTime : byCount;
        }
    }
}
