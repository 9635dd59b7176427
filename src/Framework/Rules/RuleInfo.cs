namespace DmaActors.Framework.Rules;

/// <summary>What a rule says.</summary>
/// <param name="Id">For example <c>DMA003</c>.</param>
/// <param name="Title">The rule in a few words.</param>
/// <param name="Manual">The place in the manual on which it stands.</param>
/// <param name="Cure">What to do about it.</param>
public sealed record RuleInfo(string Id, string Title, string Manual, string Cure);
