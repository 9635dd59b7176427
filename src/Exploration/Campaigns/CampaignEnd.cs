namespace DmaActors.Exploration.Campaigns;

/// <summary>Why a campaign ended.</summary>
public enum CampaignEnd
{
    /// <summary>There is nothing more to run: all that the search covers has been.</summary>
    Exhausted,

    /// <summary>A violation was found.</summary>
    Violation,

    /// <summary>As many schedules as were asked for.</summary>
    ScheduleBound,

    /// <summary>As much time as was given.</summary>
    TimeBound,

    /// <summary>The default order did not end: the scenario has no end, or a bound that is too near.</summary>
    StepBound,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,
}
