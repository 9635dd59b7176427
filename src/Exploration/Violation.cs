namespace DmaActors.Exploration;

/// <summary>What is wrong with a run.</summary>
/// <param name="Kind">How the run ended.</param>
/// <param name="Rule">The id of the rule (<c>DMA012</c>), or the kind in lower case where no rule says it.</param>
/// <param name="Where">The context or actor.</param>
/// <param name="Text">What happened, in one sentence.</param>
/// <param name="Step">In which step it was seen, from 1.</param>
public sealed record Violation(ViolationKind Kind, string Rule, string Where, string Text, long Step);
