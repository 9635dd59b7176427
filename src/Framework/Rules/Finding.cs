namespace DmaActors.Framework.Rules;

/// <summary>A rule was broken.</summary>
/// <param name="Rule">Which.</param>
/// <param name="Text">What happened, in one sentence.</param>
/// <param name="Where">The context or actor.</param>
/// <param name="Step">In which step, from 1.</param>
/// <param name="Time">At which virtual time.</param>
public sealed record Finding(RuleInfo Rule, string Text, string Where, long Step, VirtualTime Time);
