namespace DmaActors.Lab.Exploring;

/// <summary>The strategies by the names that the command line has for them.</summary>
public static class Strategies
{
    public static IReadOnlyList<StrategyInfo> All { get; } =
    [
        new(StrategyKind.Random, "random", "every message that may be next is equally likely", "--schedules, --time"),
        new(StrategyKind.Pct, "pct", "priorities to causal chains of messages, with --bound drops; finds a race of depth d with a chance that it can state", "--bound 3, --schedules, --time"),
        new(StrategyKind.Postpone, "postpone", "all runs in which at most --bound messages are put off until nothing else can happen", "--bound 2, --schedules, --time"),
        new(StrategyKind.Dpor, "dpor", "one run of every class of orders, and so all that can happen: orders that differ only in steps that do not touch one another are one class", "--time 60, --schedules"),
    ];

    /// <summary>Null: there is none of that name.</summary>
    public static StrategyKind? Find(string name) => All.FirstOrDefault(known => known.Name == name)?.Kind;
}

/// <summary>A strategy for a reader.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Title">What it does.</param>
/// <param name="Options">The options that mean something to it, with their defaults.</param>
public sealed record StrategyInfo(StrategyKind Kind, string Name, string Title, string Options);
