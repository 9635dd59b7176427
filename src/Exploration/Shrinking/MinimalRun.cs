using DmaActors.Exploration.Campaigns;

namespace DmaActors.Exploration.Shrinking;

/// <summary>A violation with as little as possible around it.</summary>
public sealed record MinimalRun
{
    /// <summary>The work that is left.</summary>
    public required IShrinkable Work { get; init; }

    /// <summary>The run, up to the step in which the violation was seen. It keeps the number of the schedule that it was shrunk from.</summary>
    public required Counterexample Run { get; init; }

    /// <summary>The same run as departures from the default order.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>For each switch of the schedule the nearest run without the violation, in the order of the switches.</summary>
    public required IReadOnlyList<NearestRun> Nearest { get; init; }

    /// <summary>Nothing can be left out alone; false: the budget was spent before that was known.</summary>
    public required bool IsMinimal { get; init; }

    /// <summary>Runs that it took.</summary>
    public required long Runs { get; init; }

    /// <summary>Messages put off, timers brought forward, and values that are not the default.</summary>
    public int Switches => Schedule.Switches.Count + Schedule.Values.Count;
}
