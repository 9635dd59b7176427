namespace DmaActors.Lab.Exploring;

/// <summary>How schedules are chosen.</summary>
public enum StrategyKind
{
    /// <summary>Every enabled step equally likely.</summary>
    Random,

    /// <summary>Random priorities of causal chains, with a few drops.</summary>
    Pct,

    /// <summary>A few messages put off until nothing else can happen.</summary>
    Postpone,

    /// <summary>One order of each class: those that differ only in the order of independent steps are one.</summary>
    Dpor,
}
